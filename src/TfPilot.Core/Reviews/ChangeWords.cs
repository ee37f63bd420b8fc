using System.Diagnostics;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>Describes one change for the reviewer: its sign, the action, and the reason.</summary>
internal static class ChangeWords
{
    private const int ValueColumns = 60;
    private const int MaxReasons = 3;

    /// <summary>The risk class of the change by itself; it determines the order and what may be collapsed.</summary>
    public static RiskClass ClassOf(this ResourceChange change) => change.Action switch
    {
        PlanAction.Delete or PlanAction.DeleteThenCreate or PlanAction.CreateThenDelete or PlanAction.CreateThenForget
            or PlanAction.Forget or PlanAction.Unrecognized => RiskClass.Destructive,
        PlanAction.Update => RiskClass.Medium,
        PlanAction.NoOp or PlanAction.Read or PlanAction.Create => RiskClass.Safe,
        _ => throw new UnreachableException(),
    };

    public static string Sign(this ResourceChange change) => change.Word switch
    {
        "create" => "+",
        "update" => "~",
        "replace" => "±",
        "delete" => "-",
        "forget" => "⊘",
        "import" => "←",
        "move" => "→",
        "read" => "·",
        "noop" => " ",
        _ => "!",
    };

    public static string Verb(this ResourceChange change)
    {
        var verb = change.Word switch
        {
            "update" => "change",
            "delete" => "destroy",
            "unknown" => $"unrecognized action [{string.Join(", ", change.Actions)}] on",
            var word => word,
        };
        return change switch
        {
            { Action: PlanAction.NoOp } => verb,
            { IsImport: true, IsMove: true } => $"move, import and {verb}",
            { IsImport: true } => $"import and {verb}",
            { IsMove: true } => $"move and {verb}",
            _ => verb,
        };
    }

    /// <summary>
    /// What distinguishes this entry from others with the same address or action; null when nothing does.
    /// </summary>
    public static Note? Note(this ResourceChange change) => change switch
    {
        { Deposed: { } key } => new("left over from an earlier create_before_destroy replacement: deposed object", key),
        { Action: PlanAction.CreateThenDelete } => new("the new one is created first", null),
        { IsMove: true, PreviousAddress: { } from } => new("from", from.Text),
        { Importing: PlanValue.Map identity } => new("identity", Identity(identity)),
        { Importing: { } id } => new("id", ValueText.Bare(id, ValueColumns)),
        _ => null,
    };

    /// <summary>Newer providers import by several attributes instead of one id.</summary>
    private static string Identity(PlanValue.Map identity) => string.Join(
        ", ",
        identity.Entries.Where(entry => entry.Value is not PlanValue.Null)
            .Select(entry => $"{entry.Key} {ValueText.Bare(entry.Value, ValueColumns)}"));

    /// <summary>
    /// Why a resource is destroyed, replaced or forgotten: the attributes that force it, or else Terraform's reason.
    /// </summary>
    public static IReadOnlyList<ReplacementReason> Reasons(this ResourceChange change)
    {
        if (change.ClassOf() != RiskClass.Destructive) return [];
        var forcing = change.ReplacePaths.Count == 0 ? []
            : ShownDiff.Of(change).Where(attribute => attribute.ForcesReplacement).ToList();
        List<ReplacementReason> reasons =
        [
            .. forcing.Select(Changed),
            .. change.ReplacePaths.Where(path => !forcing.Exists(attribute => IsUnder(attribute.Index, path)))
                .Select(path => new ReplacementReason(path, null, null)),
        ];
        if (reasons.Count == 0)
            return change.Reason is { } reason ? [new(ActionReasons.Explain(reason), null, null)] : [];
        return reasons.Count <= MaxReasons ? reasons
            : [.. reasons.Take(MaxReasons), new($"{reasons.Count - MaxReasons} more", null, null)];
    }

    private static ReplacementReason Changed(ShownChange attribute)
    {
        if (attribute.IsOrderOnly || (attribute.Before ?? attribute.After) is null)
            return new($"{attribute.Path} ({attribute.Note ?? "order only"})", null, null);
        var (before, after) = ValueText.BarePair(attribute.Before, attribute.After, ValueColumns);
        return new(
            attribute.Path, attribute.Before is null ? "nothing" : before, attribute.After is null ? "nothing" : after);
    }

    private static bool IsUnder(string path, string parent) =>
        path.StartsWith(parent, StringComparison.Ordinal) || parent.StartsWith(path, StringComparison.Ordinal);
}

/// <summary>Text, and the name or id that follows it.</summary>
internal sealed record Note(string Words, string? Value)
{
    public override string ToString() => Value is null ? Words : $"{Words} {Value}";
}

/// <summary>An attribute with its values before and after, or text only.</summary>
internal sealed record ReplacementReason(string What, string? Before, string? After)
{
    public override string ToString() => Before is null ? What : $"{What} {Before} → {After}";
}
