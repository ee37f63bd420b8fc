using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Settings;

internal static class PolicySchemas
{
    private static readonly Field Level = new("level", CommonSchemas.Words<PolicyLevel>(), "What a failure asks for: nothing, an approval, or other code (or a waiver).");
    private static readonly Field Unknown = new("unknown", CommonSchemas.Words<UnknownHandling>(), "What a value means that is not known before apply.");
    private static readonly Field Scope = new("scope", CommonSchemas.Words<PolicyScope>(), "Which objects are looked at: those that come into being, those that also change, or every one.");
    private static readonly Field InlineIgnore = new("inline_ignore", CommonSchemas.Flag, "Whether comments in the sources (`# tfpilot:ignore RULE until=2030-01-31 reason=…`) count, once they are on the default branch.");
    private static readonly Field Approvers = new("approvers", CommonSchemas.Approvers, "Who may lift failures of level approve, never the author; an empty list means nobody.");

    /// <summary>What any rule may say, and say otherwise in an environment; what is absent comes from the policy's own keys.</summary>
    private static readonly Field[] General =
    [
        Level, Unknown, Scope, InlineIgnore, Approvers,
        new("why", CommonSchemas.Sentence, "The rule's reason, shown with each failure."),
        new("docs", new Schema.Text("a link (https://…)", @"^https?://\S+$"), "Where to read more, shown with each failure."),
        new("hint", CommonSchemas.Sentence, "What to do, shown with each failure."),
        new("factor", CommonSchemas.Factor, "The risk factor that a failure adds."),
    ];

    private static readonly Field Rule = new("rule", CommonSchemas.Sentence, "The id of the rule that is waived.") { IsRequired = true };

    public static Schema.Keys Waiver { get; } = new(
    [
        Rule,
        new("match", new Schema.Items(new Schema.Text("an address with globs, as in module.old.*", Mistake: Glob.Mistake), Min: 1), "Addresses, with globs, for which it counts; [\"*\"] is all.") { IsRequired = true },
        new("in", new Schema.Items(CommonSchemas.EnvironmentName, Min: 1), "Environments for which it counts; without it all."),
        new("until", new Schema.Scalar("a date as in 2030-01-31"), "The last day on which it counts (UTC). What is no date counts as expired.") { IsRequired = true },
        new("reason", CommonSchemas.Sentence, "Why, for everybody to read.") { IsRequired = true },
    ]);

    public static Schema.Keys Policy { get; } = new(
    [
        Level with { Default = "block" },
        Unknown with { Default = "warn" },
        Scope with { Default = "changed" },
        InlineIgnore with { Default = "true" },
        Approvers with { Default = "[]" },
        new("max_waiver", CommonSchemas.Duration, "How far ahead a waiver may end.") { Default = "180d" },
        new("rules", new Schema.Items(new Schema.Kinds(KindSchemas.All.ToDictionary(kind => kind.Key, RuleOf))), "The rules, each of exactly one kind.") { Default = "[]" },
        new("waivers", new Schema.Items(Waiver), "What is excused for a time; also read from .tfpilot/waivers.yml.") { Default = "[]" },
    ]);

    private static Schema.Keys RuleOf(Field kind) => new(
    [
        new("id", new Schema.Text("small letters, digits and single hyphens, as in core-tags", "^[a-z0-9]+(-[a-z0-9]+)*$"), "The rule's name in findings and waivers; each once.") { IsRequired = true },
        kind,
        .. General,
        new("in", new Schema.Names(CommonSchemas.EnvironmentName, new Schema.Keys([.. General, .. KindSchemas.OwnKeysOf(kind)], Min: 1), Min: 1), "What is otherwise in an environment, key by key: the rule's keys and those of its kind, named directly."),
    ]);
}
