using TfPilot.Core.Costs;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Settings;

/// <summary>All sections of the settings file, in the order of the file. A new key is a new section here.</summary>
internal static class SettingsSections
{
    private static readonly SettingsSection Version = new(
        [new("version", new Schema.Number("1, the only version there is", 1, IsInteger: true, Max: 1),
            "The version of this format: 1.") { IsRequired = true }],
        (settings, _) => settings);

    private static readonly SettingsSection Scope = new(
    [
        new("shared", CommonSchemas.Paths,
            "Paths that affect every environment whose projects use them.") { Default = "[]" },
        new("unmapped", CommonSchemas.Words<UnmappedHandling>(),
            "How to handle Terraform files outside all environments: they require the approvals of the environment " +
                "with the highest approval count (of all such environments), or none.") { Default = "strictest" },
        new("ignore", CommonSchemas.Paths, "Paths that are never relevant to Terraform.") { Default = "[]" },
    ],
    (settings, input) => settings with
    {
        Shared = input.File.Paths("shared"),
        Unmapped = input.File.Word<UnmappedHandling>("unmapped") ?? UnmappedHandling.Strictest,
        Ignore = input.File.Paths("ignore"),
    });

    private static readonly SettingsSection Locks = new(
        [new("locks", EnvironmentSchemas.Locks, "Settings for locks.")],
        (settings, input) => settings with
        {
            Locks = new(input.File.Map("locks")?.Duration("warn_after") ?? LockSettings.Default.WarnAfter)
            {
                PriorityLabels = input.File.Map("locks") is not { } locks || locks.Text("queue") != "priority" ? []
                    : locks.Texts("priority_labels") is { Count: > 0 } labels ? labels
                    : [LockSettings.DefaultPriorityLabel],
            },
        });

    private static readonly SettingsSection Risk = new(
        [new("risk",
            new Schema.Keys([new("stateful", Stateful, "Changes the built-in set of types that store data.")], Min: 1),
            "Settings for the risk assessment.")],
        (settings, input) => input.File.Map("risk")?.Map("stateful") is not { } stateful ? settings
            : settings with { Stateful = new(stateful.Texts("add"), stateful.Texts("remove")) });

    private static readonly SettingsSection Cost = new(
        [new("cost",
            new Schema.Keys(
                [new("show_from", CommonSchemas.Amount,
                    "Monthly differences below this amount, in the review's currency, are summarized in one line.")
                        { Default = "1" }], Min: 1), "Settings for the display of costs.")],
        (settings, input) => settings with
        {
            Cost = new(input.File.Map("cost")?.Number("show_from") ?? CostSettings.Default.ShowFrom),
        });

    private static readonly SettingsSection Comment = new(
        [new("comment", CommentKeys, "Settings for the comment on the pull request.")],
        (settings, input) => settings with
        {
            Comment = new(
                input.File.Map("comment")?.Text("key") ?? CommentSettings.Default.Key,
                input.File.Map("comment")?.Flag("notify_on_rise") ?? CommentSettings.Default.NotifyOnRise),
        });

    public static IReadOnlyList<SettingsSection> All { get; } =
        [Version, EnvironmentSection.Section, Scope, RightsSection.Section, BotSection.Section, Locks,
            ApplySection.Section, NeedsSection.Section, VerifySection.Section, FreezeSection.Section,
            RegistrySection.Section, PolicySection.Section, Risk, Cost, Comment];

    /// <summary>The schema of the whole file.</summary>
    public static Schema.Keys File { get; } = new([.. All.SelectMany(section => section.Fields)]);

    /// <summary>
    /// Reads the settings of a file that was validated against the schema. The result may be used only if there are no
    /// problems.
    /// </summary>
    public static Settings Read(SectionInput input) =>
        All.Aggregate(new Settings(), (settings, section) => section.Read(settings, input));

    private static Schema.Keys Stateful => new(
    [
        new("add", CommonSchemas.Types, "Types, with globs, that also store data."),
        new("remove", CommonSchemas.Types, "Types, with globs, that store no data; a removal takes precedence."),
    ], Min: 1);

    private static Schema.Keys CommentKeys => new(
    [
        new("key", new Schema.Text("a word of lowercase letters, digits and hyphens", "^[a-z0-9][a-z0-9-]*$"),
            "Reviews with the same key share one comment.") { Default = "default" },
        new("notify_on_rise", CommonSchemas.Flag,
            "Whether to write a new comment, which notifies people, when the risk rises; edits do not notify.")
                { Default = "true" },
    ], Min: 1);
}
