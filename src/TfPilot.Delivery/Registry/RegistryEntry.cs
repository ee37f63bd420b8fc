using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Records;

namespace TfPilot.Delivery.Registry;

/// <summary>A resource of the registry.</summary>
/// <param name="Resource">As in the last state that contained it.</param>
/// <param name="Changed">When it was changed last, or first seen.</param>
/// <param name="Destroyed">When it was destroyed; null for an existing one.</param>
public sealed record RegistryEntry(
    string Environment, string Project, StateResource Resource, DateTimeOffset Changed,
    DateTimeOffset? Destroyed = null)
{
    /// <summary>The apply that created it; null when that was before tfpilot recorded it.</summary>
    public RegistryRun? Created { get; init; }

    /// <summary>The apply that changed or destroyed it last; null when that was before tfpilot recorded it.</summary>
    public RegistryRun? LastChanged { get; init; }

    public bool IsDestroyed => Destroyed is not null;

    internal (string Address, string Deposed) Key => (Resource.Address, Resource.Deposed ?? "");
}

/// <summary>The run of an apply, and its pull request.</summary>
public sealed record RegistryRun(long Run, int? Pull = null);

/// <summary>What changes in the registry of one project.</summary>
/// <param name="Put">Entries to insert or replace.</param>
/// <param name="Removed">Entries that are gone without having been destroyed, such as moved ones.</param>
public sealed record RegistryUpdate(IReadOnlyList<RegistryEntry> Put, IReadOnlyList<RegistryEntry> Removed);

/// <summary>Derives the registry of a project from the state after an apply.</summary>
public static class RegistryRules
{
    /// <summary>Longer addresses are not in the registry, because an index of the database limits them.</summary>
    private const int MaxAddressLength = 500;

    /// <param name="known">The project's entries, destroyed ones included.</param>
    /// <param name="record">Must have a state.</param>
    public static RegistryUpdate Update(
        IReadOnlyList<RegistryEntry> known, ApplyRecord record, RegistryRun by, DateTimeOffset now)
    {
        var before = known.ToDictionary(entry => entry.Key);
        var resources = record.Resources!.Where(one => one.Address.Length <= MaxAddressLength)
            .DistinctBy(one => (one.Address, one.Deposed ?? "")).ToList();
        var present = resources.Select(one => (one.Address, one.Deposed ?? "")).ToHashSet();
        var missing = known.Where(entry => !entry.IsDestroyed && !present.Contains(entry.Key))
            .ToHashSet<RegistryEntry>(ReferenceEqualityComparer.Instance);
        var movable = missing.Where(entry => entry.Resource is { Id: not null, Deposed: null })
            .GroupBy(entry => (entry.Resource.Type, entry.Resource.Id))
            .ToDictionary(same => same.Key, same => same.First());
        var actions = record.Changes.Where(change => change.Result != ChangeResult.Started)
            .ToLookup(change => change.Address, change => change.Action);
        var (put, moved) = (new List<RegistryEntry>(), new HashSet<RegistryEntry>(ReferenceEqualityComparer.Instance));
        foreach (var resource in resources)
        {
            var key = (resource.Address, resource.Deposed ?? "");
            var old = before.GetValueOrDefault(key) is { IsDestroyed: false } same ? same
                : movable.GetValueOrDefault((resource.Type, resource.Id));
            if (old is not null && missing.Contains(old)) moved.Add(old);
            var entry = Next(old, resource, record, [.. actions[resource.Address]], by, now);
            if (old is null || entry != old) put.Add(entry);
        }

        // A deposed object is a remainder of a replacement; the current object says what became of the resource.
        var removed = missing.Where(entry => moved.Contains(entry) || entry.Resource.Deposed is not null).ToList();
        missing.ExceptWith(removed);
        put.AddRange(missing.Select(entry => entry with { Destroyed = now, Changed = now, LastChanged = by }));
        return new(put, removed);
    }

    private static RegistryEntry Next(
        RegistryEntry? old, StateResource resource, ApplyRecord record, IReadOnlyList<string> actions, RegistryRun by,
        DateTimeOffset now)
    {
        var isCreated = resource.Deposed is null && actions.Contains("create");
        var isSame = old is not null && !isCreated && !actions.Contains("update")
            && RegistryDocument.Write(WithoutPlace(old.Resource)) == RegistryDocument.Write(WithoutPlace(resource));
        if (isSame) return SamePlace(old!.Resource, resource) ? old : old with { Resource = resource };
        var isFirst = old is null && !isCreated && !actions.Contains("update");
        return new(record.Environment, record.Project, resource, now)
        {
            Created = isCreated ? by : old?.Created,
            LastChanged = isFirst ? null : by,
        };
    }

    /// <summary>A block that moves to another file or line does not change the resource.</summary>
    private static StateResource WithoutPlace(StateResource resource) => resource with { File = null, Line = null };

    private static bool SamePlace(StateResource one, StateResource other) =>
        (one.File, one.Line) == (other.File, other.Line);
}
