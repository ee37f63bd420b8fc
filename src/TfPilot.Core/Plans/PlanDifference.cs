namespace TfPilot.Core.Plans;

/// <summary>
/// One point in which a plan differs from the approved one. <paramref name="Address"/> is null when it concerns the
/// whole plan, <paramref name="Attribute"/> when it concerns the whole resource. Both texts are redacted and short.
/// </summary>
public sealed record PlanDeviation(string? Address, string? Attribute, string Approved, string Fresh)
{
    /// <summary>Such as <c>aws_instance.web: size: approved "small", now "large"</c>.</summary>
    public override string ToString() =>
        $"{string.Join(": ", new[] { Address, Attribute }.OfType<string>())}{(Address is null ? "" : ": ")}approved " +
        $"{Approved}, now {Fresh}";
}

/// <summary>
/// Compares two plans of a project by effect, as <see cref="PlanFingerprint"/> does: plans of equal fingerprints have
/// no deviations, and plans of different fingerprints have at least one.
/// </summary>
public static class PlanDifference
{
    private const int Columns = 60;
    private const string Nothing = "no change";

    /// <summary>Resources first, by address; then outputs, and what no value shows.</summary>
    /// <param name="approvedTrees">The git trees behind the hidden values of the approved plan.</param>
    public static IReadOnlyList<PlanDeviation> Of(
        Plan approved, IReadOnlyList<TreeId> approvedTrees, Plan fresh, IReadOnlyList<TreeId> freshTrees)
    {
        var deviations = new List<PlanDeviation>();
        AddChanges(approved, fresh, deviations);
        AddOutputs(approved, fresh, deviations);
        Add(deviations, "actions that are invoked", Invocations(approved), Invocations(fresh));
        Add(deviations, "deferred changes", Deferred(approved), Deferred(fresh));
        Add(deviations, "plan status", Status(approved), Status(fresh));
        if (approved.Configuration.Digest != fresh.Configuration.Digest)
            deviations.Add(new(null, null, "another configuration (expressions, modules, providers or versions)",
                "the configuration of this commit"));
        if (PlanFingerprint.NeedsTrees(approved) || PlanFingerprint.NeedsTrees(fresh))
            AddTrees(approvedTrees, freshTrees, deviations);
        return deviations;
    }

    private static void AddChanges(Plan approved, Plan fresh, List<PlanDeviation> into)
    {
        var (before, after) = (ByKey(approved), ByKey(fresh));
        foreach (var key in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var (was, now) = (before.GetValueOrDefault(key), after.GetValueOrDefault(key));
            if (was is null || now is null || Effect(was) != Effect(now))
                into.Add(new(key, null, was is null ? Nothing : Effect(was), now is null ? Nothing : Effect(now)));
            else AddAttributes(key, (was, approved.Timestamp), (now, fresh.Timestamp), into);
        }
    }

    private static void AddAttributes(
        string address, (ResourceChange Change, string? PlannedAt) approved,
        (ResourceChange Change, string? PlannedAt) fresh, List<PlanDeviation> into)
    {
        var (before, after) = (Attributes(approved.Change), Attributes(fresh.Change));
        foreach (var path in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var (was, now) = (before.GetValueOrDefault(path), after.GetValueOrDefault(path));
            var sameAfter = was is not null && now is not null
                && Canonical(was.After, approved.PlannedAt) == Canonical(now.After, fresh.PlannedAt);
            if (sameAfter && Canonical(was!.Before, approved.PlannedAt) == Canonical(now!.Before, fresh.PlannedAt))
                continue;
            into.Add(new(address, path, Text(was, sameAfter), Text(now, sameAfter)));
        }
    }

    private static void AddOutputs(Plan approved, Plan fresh, List<PlanDeviation> into)
    {
        var (before, after) = (approved.Outputs.ToDictionary(output => output.Name, Text),
            fresh.Outputs.ToDictionary(output => output.Name, Text));
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
            Add(into, $"output.{name}", before.GetValueOrDefault(name, Nothing),
                after.GetValueOrDefault(name, Nothing));
    }

    private static void AddTrees(
        IReadOnlyList<TreeId> approved, IReadOnlyList<TreeId> fresh, List<PlanDeviation> into)
    {
        foreach (var path in approved.Concat(fresh).Select(tree => tree.Path).Distinct().Order(StringComparer.Ordinal))
            Add(into, $"files of {path} (they determine hidden values)", IdOf(approved, path), IdOf(fresh, path));
    }

    private static void Add(List<PlanDeviation> into, string subject, string approved, string fresh)
    {
        if (approved != fresh) into.Add(new(subject, null, approved, fresh));
    }

    private static Dictionary<string, ResourceChange> ByKey(Plan plan) => plan.Changes
        .GroupBy(change => change.Deposed is null ? change.Address.Text
            : $"{change.Address} (deposed {change.Deposed})")
        .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);

    private static Dictionary<string, AttributeChange> Attributes(ResourceChange change) => change.AttributeChanges()
        .GroupBy(attribute => attribute.Path)
        .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);

    private static string Effect(ResourceChange change) => string.Concat(
        change.Word,
        change.IsMove ? $" from {change.PreviousAddress}" : "",
        change.Importing is { } id ? $" with import of {ValueText.Of(id, Columns)}" : "",
        change.Action.IsReplace() ? $" ({string.Join(", then ", change.Actions)})" : "",
        change.ReplacePaths.Count == 0 ? ""
            : $" because of {string.Join(", ", change.ReplacePaths.Order(StringComparer.Ordinal))}");

    private static string Text(AttributeChange? change, bool withBefore) => change is null ? Nothing
        : withBefore ? $"{ValueText.Of(change.Before, Columns)} -> {ValueText.Of(change.After, Columns)}"
        : ValueText.Of(change.After, Columns);

    private static string Text(OutputChange output) => $"{output.Action.Word()} to {Value(output.After)}";

    private static string Value(RedactedJson json) => ValueText.Of(json.Value(), Columns);

    /// <summary>A value from <c>plantimestamp()</c> is the time of planning, which always differs.</summary>
    private static string Canonical(PlanValue? value, string? plannedAt) =>
        plannedAt is not null && value is PlanValue.Text text && text.Value == plannedAt ? "timestamp"
        : CanonicalText.Of(value);

    private static string Invocations(Plan plan) => plan.Invocations.Count == 0 ? "none"
        : string.Join(", ", plan.Invocations.Select(action => $"{action.Address} {Value(action.Config)}")
            .Order(StringComparer.Ordinal));

    private static string Deferred(Plan plan) => plan.Deferred.Count == 0 ? "none"
        : string.Join(", ", plan.Deferred.Select(deferred => $"{deferred.Change.Address} ({deferred.Reason})")
            .Order(StringComparer.Ordinal));

    private static string Status(Plan plan) =>
        plan.Errored ? "failed" : plan.Complete ? "complete" : "incomplete: more plans follow";

    private static string IdOf(IReadOnlyList<TreeId> trees, string path)
    {
        var id = trees.FirstOrDefault(tree => tree.Path == path).Id;
        return id is null ? "none" : $"git tree {id[..Math.Min(id.Length, 12)]}";
    }
}
