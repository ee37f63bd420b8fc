namespace TfPilot.Action.Tests;

/// <summary>Which sources are trusted on the command line, where there is no pull request to compare with.</summary>
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
    public void An_ignore_comment_without_a_trusted_source_does_not_waive_the_finding()
    {
        var run = Cli.Run("review", plan);

        run.ExitCode.Should().Be(1);
        run.Out.Should().Contain("proposed by the pull request");
    }

    [Theory]
    [InlineData("live/prod/main.tf", Ignored, 0)]
    [InlineData("live/prod/main.tf", "resource \"terraform_data\" \"a\" {}\n", 1)]
    [InlineData("live/dev/main.tf", Ignored, 1)]
    public void An_ignore_comment_counts_if_the_trusted_source_contains_it(string file, string text, int exitCode)
    {
        folder.Write($"base/{file}", text);

        Cli.Run("review", plan, "--trusted-source", Path.Combine(folder.Root, "base")).ExitCode.Should().Be(exitCode);
    }

    [Fact]
    public void A_missing_trusted_source_folder_is_an_error()
    {
        var run = Cli.Run("review", plan, "--trusted-source", Path.Combine(folder.Root, "none"));

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("is not a folder: --trusted-source names a checkout of the default branch.");
    }

    [Theory]
    [InlineData("head/.tfpilot/templates/next.scriban", true)]
    [InlineData("head/live/.tfpilot/templates/next.scriban", true)] // the nearest
    [InlineData(".tfpilot/templates/next.scriban", false)] // above the checkout
    public void Templates_above_the_checkout_are_not_read(string template, bool isRead)
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
