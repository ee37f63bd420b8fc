using System.Text;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Tests.Actions;

public sealed class ActionsRuntimeTests : IDisposable
{
    private const int Mebibyte = 1_048_576;

    private readonly FakeRunner runner = new();

    public void Dispose() => runner.Dispose();

    [Theory]
    [InlineData("plan", "INPUT_PLAN")]
    [InlineData("fail-on", "INPUT_FAIL-ON")] // dashes stay
    [InlineData("a b", "INPUT_A_B")]
    public void An_input_is_read_from_the_variable_of_the_runner(string name, string variable)
    {
        runner.Variables[variable] = "  plan.json\n";

        var input = runner.Runtime.Input(name);

        input.Should().Be("plan.json");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_input_counts_as_absent(string? text)
    {
        runner.Variables["INPUT_PLAN"] = text;

        runner.Runtime.Input("plan").Should().BeNull();
    }

    [Theory]
    [InlineData("block")]
    [InlineData("")]
    [InlineData("two\nlines\n")]
    [InlineData("verdict=pass\nverdict<<EOF\npass\nEOF")] // an output inside an output
    [InlineData("ghadelimiter_\n100 % ünïcödé 🦉")]
    public void An_output_is_written_unchanged(string value)
    {
        runner.Runtime.SetOutput("verdict", value);
        runner.Runtime.SetOutput("risk-class", "high");

        runner.Outputs().Should()
            .Equal(new Dictionary<string, string> { ["verdict"] = value, ["risk-class"] = "high" });
    }

    [Fact]
    public void No_two_outputs_use_the_same_delimiter()
    {
        for (var i = 0; i < 10; i++) runner.Runtime.SetOutput("verdict", "block");

        runner.Output.Split('\n').Where(line => line.StartsWith("ghadelimiter_", StringComparison.Ordinal)).Should()
            .HaveCount(10).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void Outside_a_runner_no_files_are_written()
    {
        var laptop = new ActionsRuntime(_ => null, TextWriter.Null);

        laptop.SetOutput("verdict", "block");
        laptop.AppendSummary("text");

        laptop.IsPresent.Should().BeFalse();
        runner.Runtime.IsPresent.Should().BeTrue();
    }

    [Fact]
    public void Summaries_are_appended()
    {
        runner.Runtime.AppendSummary("one\n");
        runner.Runtime.AppendSummary("two\n");

        runner.Summary.Should().Be("one\ntwo\n");
    }

    [Fact]
    public void A_summary_over_one_mebibyte_is_truncated_between_lines_with_a_note()
    {
        var line = new string('ü', 50) + "\n";
        runner.Runtime.AppendSummary("first\n");

        runner.Runtime.AppendSummary(string.Concat(Enumerable.Repeat(line, 20_000)));

        Encoding.UTF8.GetByteCount(runner.Summary).Should().BeInRange(Mebibyte - 200, Mebibyte);
        runner.Summary.Should()
            .StartWith("first\n" + line).And.EndWith("ü\n\n*Truncated: a step's summary is limited to 1 MiB.*\n");
        runner.Summary.Should().NotContain("\uFFFD");
    }

    [Fact]
    public void An_annotation_includes_its_location_and_message()
    {
        runner.Runtime.Annotate(
            new(AnnotationLevel.Error, "Two\nlines, 100 %: bad", "a,b:c", "envs/prod/main.tf", 3, 7));
        runner.Runtime.Annotate(new(AnnotationLevel.Notice, "No comment"));

        runner.Log.Should().Be("""
            ::error file=envs/prod/main.tf,line=3,endLine=7,title=a%2Cb%3Ac::Two%0Alines, 100 %25: bad
            ::notice::No comment

            """);
    }

    [Theory]
    [InlineData("x\n::set-output name=verdict::pass")]
    [InlineData("x\r::add-mask::a")]
    [InlineData("%0A::error::x")] // is not unescaped twice
    public void An_annotation_stays_on_one_line_for_any_message(string message)
    {
        runner.Runtime.Annotate(new(AnnotationLevel.Warning, message, message, message));

        runner.Log.TrimEnd('\n').Should().NotContainAny("\n", "\r").And.NotContain("%0A::error::x::");
        runner.Log.Should().StartWith("::warning file=");
    }

    [Fact]
    public void A_log_group_is_closed()
    {
        using (runner.Runtime.Group("Reviews\nof all")) runner.Runtime.WriteUntrusted("text");

        runner.Log.Should().StartWith("::group::Reviews%0Aof all\n").And.EndWith("\n::endgroup::\n");
    }

    [Fact]
    public void A_secret_is_masked_as_a_whole_and_by_line()
    {
        runner.Runtime.Mask("one\ntwo %\n");
        runner.Runtime.Mask("");

        runner.Log.Should().Be("::add-mask::one%0Atwo %25%0A\n::add-mask::one\n::add-mask::two %25\n");
    }

    [Theory]
    [InlineData("::error::owned")]
    [InlineData("##[add-mask]a")]
    [InlineData("::stop-commands::x\n::x::\n::error::owned")]
    [InlineData("no end of line")]
    public void Untrusted_text_is_printed_while_workflow_commands_are_stopped(string text)
    {
        runner.Runtime.WriteUntrusted(text);
        runner.Runtime.WriteUntrusted(text);

        var lines = runner.Log.Split('\n');
        var tokens = lines.Where(line => line.StartsWith("::stop-commands::", StringComparison.Ordinal)
            && line.Length > 40).Select(line => line["::stop-commands::".Length..]).ToList();
        tokens.Should().HaveCount(2).And.OnlyHaveUniqueItems();
        runner.Log.Should()
            .Be(string.Concat(tokens.Select(token => $"::stop-commands::{token}\n{text}\n::{token}::\n")));
    }

    [Fact]
    public void The_run_is_read_with_its_link()
    {
        runner.Variables["GITHUB_SERVER_URL"] = "https://ghe.acme.test";
        runner.Variables["GITHUB_SHA"] = "0123456789abcdef0123456789abcdef01234567";

        var run = runner.Runtime.ReadRun().Match(found => found, _ => null!);

        run.Repository.Should().Be(RepositoryName.Parse("acme/infra"));
        run.Attempt.Should().Be(2);
        run.Commit!.Value.Short.Should().Be("0123456");
        run.Link.Should().Be(new Uri("https://ghe.acme.test/acme/infra/actions/runs/15390/attempts/2"));
    }

    [Theory]
    [InlineData("GITHUB_REPOSITORY", null)]
    [InlineData("GITHUB_REPOSITORY", "acme")]
    [InlineData("GITHUB_RUN_ID", "one")]
    [InlineData("GITHUB_RUN_ATTEMPT", "")]
    [InlineData("GITHUB_API_URL", "http://evil.test")]
    [InlineData("GITHUB_EVENT_PATH", null)]
    public void A_missing_or_invalid_runner_variable_is_named(string variable, string? value)
    {
        runner.Variables[variable] = value;

        var problems = variable == "GITHUB_EVENT_PATH"
            ? runner.Runtime.ReadEvent().Match(_ => [], found => found)
            : runner.Runtime.ReadRun().Match(_ => [], found => found);

        problems.Should().ContainSingle().Which.Path.Should().Be(variable);
    }
}
