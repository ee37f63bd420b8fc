namespace TfPilot.Action.Tests;

/// <summary>What counts on the command line, where no pull request says what is new.</summary>
public sealed class TrustedSourceTests : IDisposable
{
    private const string Ignored =
        "# tfpilot:ignore no-data until=2030-01-31 reason=\"the tool is old\"\nresource \"terraform_data\" \"a\" {}\n";

    private readonly TemporaryFolder folder = new();
    private readonly string plan;

    public TrustedSourceTests()
    {
        folder.Write("head/.git", "gitdir: elsewhere");
        folder.Write("head/.tfpilot.yml",
            "version: 1\npolicy:\n  max_waiver: 9000d\n  rules:\n    - { id: no-data, deny: { types: " +
                "[terraform_data] } }\n");
        folder.Write("head/live/prod/main.tf", Ignored);
        plan = folder.Write("head/live/prod/plan.json", PlanJson.Create);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_comment_alone_takes_nothing_away()
    {
        var run = Cli.Run("review", plan);

        run.ExitCode.Should().Be(1);
        run.Out.Should().Contain("proposed by the pull request");
    }

    [Theory]
    [InlineData("live/prod/main.tf", Ignored, 0)]
    [InlineData("live/prod/main.tf", "resource \"terraform_data\" \"a\" {}\n", 1)]
    [InlineData("live/dev/main.tf", Ignored, 1)]
    public void A_comment_counts_where_a_checkout_of_the_default_branch_has_it(string file, string text, int exitCode)
    {
        folder.Write($"base/{file}", text);

        Cli.Run("review", plan, "--trusted-source", Path.Combine(folder.Root, "base")).ExitCode.Should().Be(exitCode);
    }

    [Fact]
    public void A_checkout_that_is_not_there_is_a_mistake()
    {
        var run = Cli.Run("review", plan, "--trusted-source", Path.Combine(folder.Root, "none"));

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("is not a folder: --trusted-source names a checkout of the default branch.");
    }

    [Theory]
    [InlineData("head/.tfpilot/templates/next.scriban", true)]
    [InlineData("head/live/.tfpilot/templates/next.scriban", true)] // the nearest
    [InlineData(".tfpilot/templates/next.scriban", false)] // above the checkout
    public void What_lies_above_the_checkout_is_not_read(string template, bool isRead)
    {
        folder.Write(template, "**Ask in #infra**");
        folder.Write(".tfpilot.yml", "no: settings");

        var run = Cli.Run(
            "review", plan, "--format", "markdown", "--source", Path.Combine(folder.Root, "head", "live", "prod"));

        run.Out.Contains("Ask in #infra", StringComparison.Ordinal).Should().Be(isRead);
        run.ExitCode.Should().Be(1);
    }

    [Fact]
    public void Settings_above_the_checkout_are_not_read()
    {
        File.Delete(Path.Combine(folder.Root, "head", ".tfpilot.yml"));
        folder.Write(
            ".tfpilot.yml", "version: 1\npolicy: { rules: [{ id: no-data, deny: { types: [terraform_data] } }] }\n");

        Cli.Run("review", plan).ExitCode.Should().Be(0);
    }
}
