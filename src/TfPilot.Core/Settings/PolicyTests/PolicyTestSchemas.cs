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
        new("settings", new Schema.OrText(AFile, SettingsSections.File),
            "The settings whose rules are tested: the path of a file, or inline settings.") { IsRequired = true },
        new("tests", new Schema.Items(Test, Min: 1), "The tests, each with a unique name.") { IsRequired = true },
    ]);

    private static Schema.Keys Test => new(
    [
        new("name", CommonSchemas.Sentence, "What the test shows.") { IsRequired = true },
        new("plan", AFile, "The plan, as written by `terraform show -json`, or facts.") { IsRequired = true },
        new("environment", CommonSchemas.EnvironmentName,
            "The environment of the plan; without this key, the settings' environment for the plan's folder."),
        new("today", new Schema.Text("a date such as 2030-01-31", @"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", NoDay),
            "The day used to decide whether waivers have expired; without this key, the day of the run."),
        new("infracost", new Schema.Items(AFile, Min: 1), "Infracost files; those of the base branch as base=FILE."),
        new("expect", new Schema.Items(Finding),
            "All expected findings; an empty list expects none.") { IsRequired = true },
    ]);

    private static Schema.Keys Finding => new(
    [
        new("rule", CommonSchemas.Sentence, "The id of the rule.") { IsRequired = true },
        new("address", CommonSchemas.Sentence,
            "The address of the resource or module call; without this key, the finding is about the whole plan " +
                "(providers, cost)."),
        new("attribute", CommonSchemas.Sentence,
            "The path in the resource, such as tags.owner; without this key, all findings of the rule at the address."),
        new("verdict", CommonSchemas.Words<FindingVerdict>(),
            "The result of the rule; pass expects no finding.") { IsRequired = true },
    ]);

    private static string? NoDay(string text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null
        : "this day does not exist";
}
