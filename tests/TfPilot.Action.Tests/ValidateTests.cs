using TfPilot.Action.Inputs;

namespace TfPilot.Action.Tests;

public sealed class ValidateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Valid_settings_are_reported_with_counts()
    {
        var file = folder.Write(".tfpilot.yml",
            "version: 1\nenvironments: { prod: {} }\npolicy: { rules: [{ id: a, deny: { types: [b] } }] }\n");

        var run = Cli.Run("validate", file);

        run.Should().Be(new CliRun(0, $"{file} is valid: 1 environment, 1 rule, 0 waivers.\n", ""));
    }

    [Fact]
    public void Every_problem_is_reported_on_its_own_line_with_its_location()
    {
        var file = folder.Write(".tfpilot.yml", "version: 1\nlockz: {}\nunmapped: all\n");

        var run = Cli.Run("validate", file);

        run.Should()
            .Be(new CliRun(2,
                $"{file}:2:1: lockz is not a known key; did you mean locks?\n{file}:3:11: unmapped must be " +
                    "strictest | ignore, not \"all\"\n", ""));
    }

    [Fact]
    public void Waivers_next_to_the_settings_are_validated_with_them()
    {
        var file = folder.Write(".tfpilot.yml", "version: 1\npolicy: { rules: [{ id: a, deny: { types: [b] } }] }\n");
        var waivers = folder.Write(".tfpilot/waivers.yml", "- { rule: a, match: [\"*\"], until: soon, reason: r }\n");

        var noted = Cli.Run("validate", file);
        File.WriteAllText(waivers, "- { rule: b }\n");
        var refused = Cli.Run("validate", file);

        noted.ExitCode.Should().Be(0);
        noted.Out.Should()
            .StartWith($"{waivers}:1:35: note: [0].until (soon) is not a date").And.EndWith(
                $"{file} is valid: 0 environments, 1 rule, 1 waiver.\n");
        refused.ExitCode.Should().Be(2);
        refused.Out.Should().Contain($"{waivers}:1:11: [0].rule refers to b, which is not a rule");
    }

    [Fact]
    public void A_missing_settings_file_is_reported()
    {
        var file = Path.Combine(folder.Root, "none.yml");

        var run = Cli.Run("validate", file);

        run.Should()
            .Be(new CliRun(2,
                $"{file}: the settings file does not exist. Create it; a file that contains only `version: 1` " +
                    "is enough to start.\n", ""));
    }

    [Fact]
    public void A_review_reports_settings_problems_with_their_location()
    {
        var file = folder.Write(".tfpilot.yml", "version: 1\nlockz: {}\n");
        var plan = folder.Write("plan.json", PlanJson.Create);

        var run = Cli.Run("review", plan, "--config", file);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Be($"tfpilot: {file}:2:1: lockz is not a known key; did you mean locks?\n");
    }

    [Fact]
    public void Settings_are_searched_upward_to_the_checkout_root()
    {
        var outside = folder.Write(".tfpilot.yml", "version: 1\n");
        var inside = folder.Write("repository/.tfpilot.yml", "version: 1\n");
        folder.Write("repository/.git/HEAD", "");
        folder.Write("repository/live/prod/main.tf", "");
        folder.Write("other/.git/HEAD", "");
        folder.Write("plain/live/main.tf", "");

        var found = new[] { "repository/live/prod", "repository", "other", "plain/live" }.Select(
            way => SettingsFile.FindAbove(Path.Combine(folder.Root, way)));

        found.Should().Equal(inside, inside, null, outside);
    }
}
