namespace TfPilot.Core.Plans;

/// <summary>
/// A directory of the repository with the id of its git tree, as printed by <c>git rev-parse HEAD:PATH</c>.
/// </summary>
public readonly record struct TreeId(string Path, string Id)
{
    /// <summary>
    /// Parses <c>PATH=GITID</c>; null when the format is wrong (the id has 40 or 64 hexadecimal digits).
    /// </summary>
    public static TreeId? Parse(string text)
    {
        var at = text.LastIndexOf('=');
        var id = text[(at + 1)..];
        return at > 0 && id.Length is 40 or 64 && id.All(char.IsAsciiHexDigit)
            ? new TreeId(text[..at], id.ToLowerInvariant()) : null;
    }
}

/// <summary>
/// Identifies what an approval covers. Plans that do the same have the same fingerprint, regardless of order, planning
/// time, tool version and the rest of the state; any different effect changes it.
/// </summary>
public static class PlanFingerprint
{
    private const string Version = "tfpilot.fingerprint/1";

    /// <summary>
    /// Whether the plan hides something that the configuration's digest may not include: changed attributes that are
    /// sensitive, masked or unknown, provisioners, <c>external</c> data, action invocations. Only then the fingerprint
    /// includes the git trees.
    /// </summary>
    public static bool NeedsTrees(Plan plan) =>
        plan.Configuration.RunsCommands
        || plan.Invocations.Count > 0
        || plan.Changes.Any(change => Hides(change.After))
        || plan.Outputs.Any(output => Hides(output.After));

    /// <summary>
    /// <c>fp:</c> and 64 hexadecimal digits. <paramref name="trees"/> are the project's directory and its local
    /// modules, in any order.
    /// </summary>
    public static string Of(Plan plan, string? environment, IReadOnlyList<TreeId> trees)
    {
        using var hash = new FingerprintHash(plan.Timestamp);
        hash.Add(Version, environment ?? "", plan.Configuration.Digest, plan.Errored ? "errored" : "",
            plan.Complete ? "" : "incomplete");
        foreach (var change in plan.Changes.OrderBy(Key, StringComparer.Ordinal)) hash.Add(change);
        foreach (var output in plan.Outputs.OrderBy(output => output.Name, StringComparer.Ordinal))
        {
            hash.Add("output", output.Name, output.Action.Word());
            hash.Add(output.Before);
            hash.Add(output.After);
        }

        foreach (var deferred in plan.Deferred.OrderBy(deferred => Key(deferred.Change), StringComparer.Ordinal))
        {
            hash.Add("deferred", deferred.Reason);
            hash.Add(deferred.Change);
        }

        foreach (var action in plan.Invocations.OrderBy(
            action => $"{action.Address} {action.TriggeredBy} {action.Event}", StringComparer.Ordinal))
        {
            hash.Add("action", action.Address, action.Type, action.TriggeredBy ?? "", action.Event ?? "",
                action.Deferred ? "deferred" : "");
            hash.Add(action.Config);
        }

        if (NeedsTrees(plan))
        {
            foreach (var tree in trees.Distinct().OrderBy(tree => tree.Path, StringComparer.Ordinal)
                .ThenBy(tree => tree.Id, StringComparer.Ordinal)) hash.Add("tree", tree.Path, tree.Id);
        }

        return hash.Result();
    }

    private static string Key(ResourceChange change) =>
        change.Deposed is null ? change.Address.Text : $"{change.Address} {change.Deposed}";

    private static bool Hides(RedactedJson value) =>
        value.Mentions(Markers.Unknown) || value.Mentions(Markers.SensitiveChanged)
        || value.Mentions(Markers.AnyMasked);
}
