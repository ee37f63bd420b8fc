using TfPilot.Core.Costs;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Settings;

/// <summary>All sections of the settings file, in the order of the file. A new key is a new section here.</summary>
internal static class SettingsSections
{
    private static readonly SettingsSection Version = new(
        [new("version", new Schema.Number("1, the only version there is", 1, IsWhole: true, Max: 1), "The version of this format: 1.") { IsRequired = true }],
        (settings, _) => settings);

    private static readonly SettingsSection Scope = new(
    [
        new("shared", CommonSchemas.Paths, "Paths that concern every environment whose projects use them.") { Default = "[]" },
        new("unmapped", CommonSchemas.Words<UnmappedHandling>(), "What becomes of Terraform files that no environment claims: they ask for what the environment that asks for most people asks for (of several all), or for nothing.") { Default = "strictest" },
        new("ignore", CommonSchemas.Paths, "Paths that are never Terraform's concern.") { Default = "[]" },
    ],
    (settings, input) => settings with
    {
        Shared = input.File.Paths("shared"),
        Unmapped = input.File.Word<UnmappedHandling>("unmapped") ?? UnmappedHandling.Strictest,
        Ignore = input.File.Paths("ignore"),
    });

    private static readonly SettingsSection Locks = new(
        [new("locks", EnvironmentSchemas.Locks, "How locks behave.")],
        (settings, input) => settings with { Locks = new(input.File.Map("locks")?.Duration("warn_after") ?? LockSettings.Default.WarnAfter) });

    private static readonly SettingsSection Risk = new(
        [new("risk", new Schema.Keys([new("stateful", Stateful, "Changes the built-in set of types that hold data.")], Min: 1), "How risk is told.")],
        (settings, input) => input.File.Map("risk")?.Map("stateful") is not { } stateful ? settings
            : settings with { Stateful = new(stateful.Texts("add"), stateful.Texts("remove")) });

    private static readonly SettingsSection Cost = new(
        [new("cost", new Schema.Keys([new("show_from", CommonSchemas.Amount, "Monthly differences below this amount, in the review's currency, are one quiet line.") { Default = "1" }], Min: 1), "How costs are shown.")],
        (settings, input) => settings with { Cost = new(input.File.Map("cost")?.Number("show_from") ?? CostSettings.Default.ShowFrom) });

    private static readonly SettingsSection Comment = new(
        [new("comment", CommentKeys, "How the comment on the pull request behaves.")],
        (settings, input) => settings with
        {
            Comment = new(
                input.File.Map("comment")?.Text("key") ?? CommentSettings.Default.Key,
                input.File.Map("comment")?.Flag("notify_on_rise") ?? CommentSettings.Default.NotifyOnRise),
        });

    public static IReadOnlyList<SettingsSection> All { get; } =
        [Version, EnvironmentSection.Section, Scope, RightsSection.Section, Locks, PolicySection.Section, Risk, Cost, Comment];

    /// <summary>The schema of the whole file.</summary>
    public static Schema.Keys File { get; } = new([.. All.SelectMany(section => section.Fields)]);

    /// <summary>The settings of a file that was held against its schema; to be used only when there are no problems.</summary>
    public static Settings Read(SectionInput input) => All.Aggregate(new Settings(), (settings, section) => section.Read(settings, input));

    private static Schema.Keys Stateful => new(
    [
        new("add", CommonSchemas.Types, "Types, with globs, that also hold data."),
        new("remove", CommonSchemas.Types, "Types, with globs, that hold none; a removal has the last word."),
    ], Min: 1);

    private static Schema.Keys CommentKeys => new(
    [
        new("key", new Schema.Text("a word of small letters, digits and hyphens", "^[a-z0-9][a-z0-9-]*$"), "Reviews with the same key share one comment.") { Default = "default" },
        new("notify_on_rise", CommonSchemas.Flag, "Write a new comment, which notifies people, when the risk rises; edits notify nobody.") { Default = "true" },
    ], Min: 1);
}
