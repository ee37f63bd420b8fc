using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>A way to open something: one of <paramref name="Attributes"/> of one of <paramref name="Types"/> gets an open value.</summary>
internal abstract record Opening(string[] Types, string[] Attributes)
{
    private readonly GlobSet types = new(Types);
    private readonly string[] plain = [.. Attributes.Select(Leaf.Plain)];
    private readonly byte[][] mentions = [.. Attributes.Select(name => Encoding.UTF8.GetBytes($"\"{name[(name.LastIndexOf('.') + 1)..]}\""))];

    /// <summary>
    /// Attributes, and blocks that hold them, which providers fill in when nobody writes them: that they are unknown
    /// before a creation says nothing.
    /// </summary>
    public string[] Computed { get; init; } = [];

    public int Points { get; init; } = Exposure.OpenPoints;

    public virtual bool Concerns(string type) => types.Matches(type);

    /// <summary>Whether the attribute, when it is hidden, may hide such an opening.</summary>
    public bool MayHideIn(Leaf leaf, PlanAction action) =>
        Array.Exists(Computed, name => leaf.Is(Leaf.Plain(name))) ? action != PlanAction.Create : Is(leaf);

    /// <summary>The openings after the change that were not there before, as in <c>ingress[0].cidr_blocks has 0.0.0.0/0</c>.</summary>
    public abstract IEnumerable<string> NewIn(OpenedChange opened);

    /// <summary>What is masked cannot be judged, so it counts as open where it may be.</summary>
    public virtual IEnumerable<string> MaskedIn(OpenedChange opened) =>
        opened.NewlyMasked.Where(Is).Select(leaf => $"{leaf.Path} is masked and may be open to the world");

    protected bool Is(Leaf leaf) => Array.Exists(plain, leaf.Is);

    /// <summary>A cheap first look. Bridges to other schemas spell the names their own way.</summary>
    protected bool MayConcern(ResourceChange change, RedactedJson json) =>
        ObjectBody.IsBridge(change.Type) || Array.Exists(mentions, name => json.Mentions(name));

    protected static string WordsOf(Leaf leaf, string value) => $"{leaf.Path} {(IsOneOfMany(leaf, value) ? "has" : "is")} {value}";

    private static bool IsOneOfMany(Leaf leaf, string value) =>
        leaf.Owner.Find(leaf.Attribute[(leaf.Attribute.LastIndexOf('.') + 1)..]) is PlanValue.List || leaf.Text != value;
}
