using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// A way to open something: one of <paramref name="Attributes"/> of one of <paramref name="Types"/> gets one of <paramref name="Values"/>.
/// </summary>
internal sealed record Opening(string[] Types, string[] Attributes, string[] Values)
{
    private readonly GlobSet types = new(Types);
    private readonly byte[][] mentions = [.. Values.Select(Encoding.UTF8.GetBytes)];

    /// <summary>
    /// Attributes, and blocks that hold them, which providers fill in when nobody writes them: that they are unknown
    /// before a creation says nothing.
    /// </summary>
    public string[] Computed { get; init; } = [];

    /// <summary>The values open only what another value closed before: a new object never had that protection.</summary>
    public bool OnlyWeakens { get; init; }

    public bool Concerns(string type) => types.Matches(type);

    /// <summary>Whether the attribute, when it is hidden, may hide such an opening.</summary>
    public bool MayHideIn(Leaf leaf, PlanAction action) =>
        Array.Exists(Computed, leaf.Is) ? action != PlanAction.Create : Array.Exists(Attributes, leaf.Is);

    /// <summary>The openings after the change that were not there before, as in <c>ingress[0].cidr_blocks has 0.0.0.0/0</c>.</summary>
    public IEnumerable<string> NewIn(ResourceChange change)
    {
        if ((OnlyWeakens && change.Before.IsNull) || !Array.Exists(mentions, value => change.After.Mentions(value))) return [];
        var known = In(change.Before, unset: "false").Select(open => open.Sign).ToList();
        return In(change.After, unset: null).Where(open => !known.Remove(open.Sign)).Select(open => open.Words);
    }

    /// <param name="unset">What null stands for: an existing object without the attribute has what <c>false</c> would give it.</param>
    private IEnumerable<Open> In(RedactedJson json, string? unset) =>
        from leaf in Leaf.Of(json.Value(), Doors.IsOpen)
        where Array.Exists(Attributes, leaf.Is)
        let text = leaf.Text ?? (leaf.Value is PlanValue.Null ? unset : null)
        where text is not null
        from value in Values
        where value == text || text.Contains($"\"{value}\"", StringComparison.Ordinal)
        select new Open(leaf, value);

    private sealed record Open(Leaf Leaf, string Value)
    {
        /// <summary>What makes two openings the same, wherever they stand in their list.</summary>
        public string Sign => $"{Leaf.Attribute} {Value} {Doors.PortsOf(Leaf.Owner)}";

        public string Words => $"{Leaf.Path} {(IsOneOfMany ? "has" : "is")} {Value}";

        private bool IsOneOfMany => Leaf.Owner.Find(Leaf.Attribute[(Leaf.Attribute.LastIndexOf('.') + 1)..]) is PlanValue.List || Leaf.Text != Value;
    }
}
