using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Environments;

public sealed class SourceFaultTests
{
    [Theory]
    [InlineData("resource \"a\" \"b\" {\n  x {\n  }\n\nvariable \"c\" {}\n", 1, "the { is not closed")]
    [InlineData("locals {\n  a = [1, 2\n}\n", 3, "} cannot close the [ of line 2")]
    [InlineData("variable \"a\" {}\n}\n", 2, "} closes nothing")]
    [InlineData("locals {\n  a = \"b\n}\n", 2, "a string or heredoc is not closed")]
    [InlineData("locals {\n  a = <<-EOT\n    b\n}\n", 2, "a string or heredoc is not closed")]
    [InlineData("locals {\n<<<<<<< HEAD\n  a = 1\n=======\n>>>>>>> b\n}\n", 2, "a merge conflict is not resolved")]
    public void A_file_that_cannot_be_read_is_named_with_its_line(string text, int line, string what) =>
        new SourceTree([new("a/main.tf", text)]).Faults.Should().Equal(new SourceFault("a/main.tf", line, what));

    [Theory]
    [InlineData("main.tf", "")]
    [InlineData("main.tf", "# {\n/* [ */ // (\nlocals { a = \"{ ${join(\"}\", [\"[\"])} $${ \\\" \" }\n")]
    [InlineData("main.tf", "locals {\n  a = <<EOT\n  { \" [\nEOT\n  b = <<-EOT\n  (\n  EOT\n}\n")]
    [InlineData("main.tf", "locals { a = { for k, v in b : k => v... if v != null } }")]
    [InlineData("main.tf.json", "{\"locals\": {\"a\": 1,},}\n")]
    [InlineData("dev.tfvars", "a = [")] // init and plan name it
    public void A_file_that_can_be_read_has_no_fault(string path, string text) =>
        new SourceTree([new(path, text)]).Faults.Should().BeEmpty();

    [Fact]
    public void Invalid_JSON_is_named_with_its_line() =>
        new SourceTree([new("main.tf.json", "{\n  \"locals\": {\n")]).Faults.Should().ContainSingle()
        .Which.Line.Should().BeGreaterThan(1);

    [Fact]
    public void Init_and_discover_say_what_to_do_unless_the_file_is_ignored()
    {
        var tree = new SourceTree([new("live/prod/main.tf", "terraform {\n  backend \"s3\" {}\n"),
            new("examples/a/main.tf", "{")]);
        const string message = "the { is not closed; what the file calls and configures may be missed. Correct the " +
            "file, or add it to ignore";

        var map = new EnvironmentMap([], [], [new PathGlob("examples/**")]);
        var discovery = DiscoveryRules.Decide(ChangedFiles.Everything, tree, map);

        discovery.Notes.Should().Equal(new Problem("live/prod/main.tf:1", message));
        ScaffoldText.Write(Scaffold.Of(tree), new(false, 300)).Should()
            .Contain($"not readable      live/prod/main.tf:1: {message}").And.NotContain("examples/a/main.tf");
    }
}
