using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// A way to open something: one of <paramref name="Attributes"/> of one of <paramref name="Types"/> gets an open value.
/// </summary>
internal abstract record ExposureRule(string[] Types, string[] Attributes)
{
    public const int OpenPoints = 20;

    private readonly string[] plain = Array.ConvertAll(Attributes, PlainName.Of);
    private readonly string[] plainComputed = [];
    private readonly byte[][] mentions = [.. Attributes.Select(
        name => Encoding.UTF8.GetBytes($"\"{name[(name.LastIndexOf('.') + 1)..]}\""))];

    /// <summary>
    /// Attributes, and blocks that hold them, which providers fill in when nobody writes them: that they are unknown
    /// before a creation says nothing.
    /// </summary>
    public string[] Computed { init => plainComputed = Array.ConvertAll(value, PlainName.Of); }

    public int Points { get; init; } = OpenPoints;

    public virtual bool Concerns(string type) => Array.Exists(Types, glob => new Glob(glob).Matches(type));

    /// <summary>Whether the attribute, when it is hidden, may hide such an opening.</summary>
    public bool MayHideIn(Leaf leaf, PlanAction action) =>
        IsComputed(leaf) ? action != PlanAction.Create : Is(leaf);

    /// <summary>Whether such an attribute may have this name as its last part.</summary>
    public bool MayHideAs(ReadOnlySpan<char> name) => IsLastOfAny(plain, name) || IsLastOfAny(plainComputed, name);

    /// <summary>
    /// The openings after the change that were not there before, as in <c>ingress[0].cidr_blocks has 0.0.0.0/0</c>.
    /// </summary>
    public abstract IEnumerable<string> NewIn(OpenedChange opened);

    /// <summary>What is masked cannot be judged, so it counts as open where it may be.</summary>
    public virtual IEnumerable<string> MaskedIn(OpenedChange opened) =>
        opened.NewlyMasked.Where(Is).Select(leaf => $"{leaf.Path} is masked and may be open to the world");

    protected bool Is(Leaf leaf)
    {
        foreach (var name in plain)
        {
            if (leaf.Is(name)) return true;
        }

        return false;
    }

    protected bool IsComputed(Leaf leaf) => Array.Exists(plainComputed, leaf.Is);

    /// <summary>A cheap first look. Bridges to other schemas spell the names their own way.</summary>
    protected bool MayConcern(ResourceChange change, RedactedJson json) =>
        ObjectBody.IsBridge(change.Type) || Array.Exists(mentions, name => json.Mentions(name));

    protected static string WordsOf(Leaf leaf, string value) =>
        $"{leaf.Path} {(IsOneOfMany(leaf, value) ? "has" : "is")} {value}";

    private static bool IsLastOfAny(string[] attributes, ReadOnlySpan<char> name)
    {
        foreach (var attribute in attributes)
        {
            if (PlainName.IsLastPart(name, attribute)) return true;
        }

        return false;
    }

    private static bool IsOneOfMany(Leaf leaf, string value) =>
        leaf.Owner.Find(leaf.Attribute[(leaf.Attribute.LastIndexOf('.') + 1)..]) is PlanValue.List
        || leaf.Text != value;
}
