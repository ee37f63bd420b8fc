using System.Text;

namespace TfPilot.Action.Tests;

/// <summary>
/// Tests that change the current folder of the process; they do not run in parallel with other tests.
/// </summary>
[CollectionDefinition("the current folder", DisableParallelization = true)]
public sealed class CurrentFolderGroup;

[Collection("the current folder")]
public sealed class CurrentFolderTests : IDisposable
{
    private readonly string before = Directory.GetCurrentDirectory();
    private readonly TemporaryFolder folder = new();

    public CurrentFolderTests() => Directory.SetCurrentDirectory(folder.Root);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [Fact]
    public void A_missing_rule_is_answered_with_the_rules_of_the_settings()
    {
        folder.Write(".tfpilot.yml", """
            version: 1
            policy:
              rules:
                - id: eu-only
                  regions: { aws: [eu-west-1] }
                - id: no-vpc
                  deny: { types: [aws_vpc] }
            """);

        var run = Cli.Run("policy", "explain");

        run.Should().Be(new CliRun(2, "", """
            RULE and ADDRESS are missing.
            Usage: tfpilot policy explain <RULE> <ADDRESS> [<PLAN>...] [options]
            RULE is one of eu-only, no-vpc.
            Try `tfpilot policy explain --help`.

            """));
    }

    [Fact]
    public void Without_an_argument_the_plan_in_the_current_folder_is_reviewed()
    {
        folder.Write("plan.json", PlanJson.Create);

        var run = Cli.Run("review", "--format", "json");

        run.Names.Should().Equal(Path.GetFileName(folder.Root));
    }

    [Fact]
    public void Without_an_argument_or_a_local_plan_standard_input_is_reviewed()
    {
        var run = new Cli { Piped = Encoding.UTF8.GetBytes(PlanJson.Create) }.RunWith("review", "--format", "json");

        run.Names.Should().Equal("stdin");
    }

    [Fact]
    public void A_plan_in_the_current_folder_takes_precedence_over_standard_input()
    {
        folder.Write("orders/plan.json", PlanJson.Create);

        var run = new Cli { Piped = [] }.RunWith("review", "--format", "json");

        run.Names.Should().Equal("orders");
    }

    [Fact]
    public void A_missing_plan_is_reported_when_no_argument_is_given()
    {
        Cli.Run("review").Error.Should().StartWith("tfpilot: This folder contains no plan:");
        new Cli { Piped = [] }.RunWith("review").Error.Should()
            .StartWith("tfpilot: standard input (this folder contains no plan) is empty.");
    }

    [Theory]
    [InlineData("live/orders/plan.json", "live/orders")]
    [InlineData("./live/orders/plan.json", "live/orders")]
    [InlineData("live", "orders")]
    [InlineData("live/*/plan.json", "orders")]
    [InlineData("*/*/plan.json", "live/orders")]
    [InlineData(".", "live/orders")]
    public void A_relative_path_names_the_project_relative_to_the_current_folder(string argument, string name)
    {
        folder.Write("live/orders/plan.json", PlanJson.Create);

        var run = Cli.Run("review", argument, "--format", "json");

        run.Names.Should().Equal(name);
    }

    [Fact]
    public void Templates_are_read_from_the_source_folder_or_its_nearest_ancestor()
    {
        folder.Write(".tfpilot/templates/next.scriban", "our own next step\n");
        folder.Write("live/orders/plan.json", PlanJson.Create);

        Cli.Run("review", "live/orders", "--source", "live/orders", "--format", "markdown").Out.Should()
            .Contain("our own next step");
        Cli.Run("review", "live/orders", "--format", "markdown").Out.Should().Contain("our own next step");
        Cli.Run("review", "live/orders", "--source", Path.GetTempPath(), "--format", "markdown").Out.Should()
            .NotContain("our own next step");
    }
}
