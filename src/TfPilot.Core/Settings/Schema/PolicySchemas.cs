using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Settings;

internal static class PolicySchemas
{
    private static readonly SchemaField Level = new("level", CommonSchemas.Words<PolicyLevel>(),
        "What a violation requires: nothing, an approval, or a fix (or a waiver).");
    private static readonly SchemaField Unknown = new(
        "unknown", CommonSchemas.Words<UnknownHandling>(), "How to treat a value that is unknown before apply.");
    private static readonly SchemaField Scope = new("scope", CommonSchemas.Words<PolicyScope>(),
        "Which resources are checked: new ones, new and changed ones, or all.");
    private static readonly SchemaField InlineIgnore = new("inline_ignore", CommonSchemas.Flag,
        "Whether ignore comments in the sources (`# tfpilot:ignore RULE until=2030-01-31 reason=…`) count, once " +
            "they are on the default branch.");
    private static readonly SchemaField Approvers = new("approvers", CommonSchemas.Approvers,
        "Who may approve violations of level approve, never the author; an empty list means no one.");

    /// <summary>
    /// The keys that any rule may set and an environment may override; the defaults are the policy's own keys.
    /// </summary>
    private static readonly SchemaField[] General =
    [
        Level, Unknown, Scope, InlineIgnore, Approvers,
        new("why", CommonSchemas.Sentence, "The reason for the rule, shown with each violation."),
        new("docs", new Schema.Text("a link (https://…)", @"^https?://\S+$"),
            "A link to more information, shown with each violation."),
        new("hint", CommonSchemas.Sentence, "How to fix it, shown with each violation."),
        new("factor", CommonSchemas.Factor, "The risk factor that a violation adds."),
    ];

    private static readonly SchemaField Rule = new(
        "rule", CommonSchemas.Sentence, "The id of the rule that is waived.")
    { IsRequired = true };

    public static Schema.Keys Waiver { get; } = new(
    [
        Rule,
        new("match",
            new Schema.Items(new Schema.Text("an address with globs, such as module.old.*", FindError: Glob.FindError),
                Min: 1), "The addresses, with globs, that it applies to; [\"*\"] means all.") { IsRequired = true },
        new("in", new Schema.Items(CommonSchemas.EnvironmentName, Min: 1),
            "The environments that it applies to; without this key, all."),
        new("until", new Schema.Scalar("a date such as 2030-01-31"),
            "The last day on which it is valid (UTC). An invalid date counts as expired.") { IsRequired = true },
        new("reason", CommonSchemas.Sentence, "The reason, visible to everyone.") { IsRequired = true },
    ]);

    public static Schema.Keys Policy { get; } = new(
    [
        Level with { Default = "block" },
        Unknown with { Default = "warn" },
        Scope with { Default = "changed" },
        InlineIgnore with { Default = "true" },
        Approvers with { Default = "[]" },
        new("max_waiver", CommonSchemas.Duration, "The maximum duration of a waiver.") { Default = "180d" },
        new("rules", new Schema.Items(new Schema.Kinds(KindSchemas.All.ToDictionary(kind => kind.Key, RuleOf))),
            "The rules, each of exactly one kind.") { Default = "[]" },
        new("waivers", new Schema.Items(Waiver),
            "Temporary exemptions; also read from .tfpilot/waivers.yml.") { Default = "[]" },
    ]);

    private static Schema.Keys RuleOf(SchemaField kind) => new(
    [
        new("id", new Schema.Text("lowercase letters, digits and single hyphens, such as core-tags",
            "^[a-z0-9]+(-[a-z0-9]+)*$"),
            "The rule's name in findings and waivers; names must be unique.") { IsRequired = true },
        kind,
        .. General,
        new("in", new Schema.Names(CommonSchemas.EnvironmentName,
            new Schema.Keys([.. General, .. KindSchemas.OwnKeysOf(kind)], Min: 1), Min: 1),
            "Overrides for an environment, key by key: the rule's keys and the keys of its kind."),
    ]);
}
