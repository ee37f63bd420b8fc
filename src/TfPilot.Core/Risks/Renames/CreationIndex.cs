using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// Indexes creations by their rarest plain value, which a matching deletion must share, so that a deletion is compared
/// with few candidates. Identical creations are compared once.
/// </summary>
internal sealed class CreationIndex
{
    private readonly Dictionary<(Kind Kind, string Path, string Text), List<Group>> groups = [];
    private readonly HashSet<Kind> created;

    public CreationIndex(Plan plan, IReadOnlySet<Kind> kinds)
    {
        var creations = plan.Changes
            .Where(change => change is { IsData: false, Action: PlanAction.Create, IsImport: false }
                && kinds.Contains(KindOf(change)))
            .GroupBy(change => (Kind: KindOf(change), change.After))
            .Select(same => new Group(same.Key.Kind, [.. same], same.Key.After.Value()))
            .ToList();
        created = [.. creations.Select(group => group.Kind)];
        var frequency = creations.SelectMany(Keys).CountBy(key => key).ToDictionary();
        foreach (var group in creations)
        {
            var keys = Keys(group).ToList();
            if (keys.Count == 0) continue;
            var rarest = keys.MinBy(key => frequency[key]);
            if (!groups.TryGetValue(rarest, out var sharing)) groups[rarest] = sharing = [];
            sharing.Add(group);
        }
    }

    public static Kind KindOf(ResourceChange change) => new(change.Type, change.Provider);

    /// <summary>Whether a resource of this type and provider is created.</summary>
    public bool HasKindOf(ResourceChange deleted) => created.Contains(KindOf(deleted));

    /// <summary>Returns at most two matches, because more do not change the result.</summary>
    public IReadOnlyList<ResourceChange> FindSimilar(ResourceChange deleted)
    {
        var before = deleted.Before.Value();
        return [.. KeysOf(KindOf(deleted), before).Distinct()
            .SelectMany(key => groups.GetValueOrDefault(key, []))
            .Where(group => Similarity.Holds(before, group.After))
            .SelectMany(group => group.Creations.Take(2))];
    }

    private static IEnumerable<(Kind Kind, string Path, string Text)> Keys(Group group) =>
        KeysOf(group.Kind, group.After);

    private static IEnumerable<(Kind Kind, string Path, string Text)> KeysOf(Kind kind, PlanValue value) =>
        from leaf in Leaf.Of(value)
        where leaf.Text is not null
        select (kind, leaf.Path, leaf.Text!);

    internal readonly record struct Kind(string Type, string Provider);

    private sealed record Group(Kind Kind, IReadOnlyList<ResourceChange> Creations, PlanValue After);
}
