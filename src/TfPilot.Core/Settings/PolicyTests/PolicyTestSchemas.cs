using System.Globalization;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Settings;

/// <summary>A whole <c>*.policytest.yml</c>.</summary>
internal static class PolicyTestSchemas
{
    public const string Day = "yyyy-MM-dd";

    private static readonly Schema.Text AFile = new("the path of a file");

    public static Schema.Keys File { get; } = new(
    [
        new("settings", new Schema.OrText(AFile, SettingsSections.File), "The settings whose rules are tested: the path of a file, or settings written here.") { IsRequired = true },
        new("tests", new Schema.Items(Test, Min: 1), "The tests, each with a name of its own.") { IsRequired = true },
    ]);

    private static Schema.Keys Test => new(
    [
        new("name", CommonSchemas.Sentence, "What the test shows.") { IsRequired = true },
        new("plan", AFile, "The plan, as `terraform show -json` wrote it, or facts.") { IsRequired = true },
        new("environment", CommonSchemas.EnvironmentName, "The environment the plan is for; without it the one that holds the plan's folder in the settings."),
        new("today", new Schema.Text("a day as in 2030-01-31", @"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", NoDay), "The day on which waivers count or have expired; without it the day of the run."),
        new("infracost", new Schema.Items(AFile, Min: 1), "What Infracost estimated: files, those of the base branch as base=FILE."),
        new("expect", new Schema.Items(Finding), "Every finding there must be; an empty list wants none.") { IsRequired = true },
    ]);

    private static Schema.Keys Finding => new(
    [
        new("rule", CommonSchemas.Sentence, "The id of the rule.") { IsRequired = true },
        new("address", CommonSchemas.Sentence, "The address of the object or of the module call; without it the finding is on the whole plan (providers, cost)."),
        new("attribute", CommonSchemas.Sentence, "The path in the object, as in tags.owner; without it all findings of the rule at the address are meant."),
        new("verdict", CommonSchemas.Words<FindingVerdict>(), "What the rule says; pass wants no finding.") { IsRequired = true },
    ]);

    private static string? NoDay(string text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : "the calendar has no such day";
}
