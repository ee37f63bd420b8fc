using TfPilot.Core.Basics;

namespace TfPilot.Core.Risks;

/// <summary>Resource types whose destruction loses data or identity that a new object does not bring back.</summary>
public sealed class StatefulTypes(IEnumerable<string> add, IEnumerable<string> remove)
{
    private readonly GlobSet added = new(add);
    private readonly GlobSet removed = new(remove);

    public static StatefulTypes BuiltIn { get; } = new([], []);

    public bool Contains(string type) => added.Matches(type) && !removed.Matches(type);
}
