using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Policies;

/// <summary>
/// An attribute of some types for which another value is better. <paramref name="Attribute"/> is a path without indices
/// and applies to every element of its blocks.
/// </summary>
internal sealed record BetterValue(SuggestionRule Rule, string[] Types, string Attribute, string[] Worse, string Better)
{
    /// <summary>The provider's default is one of the worse values, so a missing attribute counts as well.</summary>
    public bool OrUnset { get; init; }

    public IEnumerable<Suggestion> In(ResourceChange change, IReadOnlyList<Leaf> leaves)
    {
        var worse = leaves.Where(
            leaf => leaf.Attribute == Attribute && Array.Exists(Worse, value => value == leaf.Text)).ToList();
        return worse.Count > 0 ? worse.Select(leaf => Of(change, leaf.Path, leaf.Text!)).Distinct()
            : OrUnset && !leaves.Any(MaySet) ? [Of(change, Attribute, "not set")]
            : [];
    }

    /// <summary>A value at this path, or a hidden value above it.</summary>
    private bool MaySet(Leaf leaf) =>
        leaf.Value is not PlanValue.Null
        && (leaf.Attribute == Attribute
            || (leaf.IsHidden && Attribute.StartsWith(leaf.Attribute + ".", StringComparison.Ordinal)));

    private Suggestion Of(ResourceChange change, string path, string got) =>
        new(Rule.Id, change.Address, path, got, Better, Rule.Reason);
}
