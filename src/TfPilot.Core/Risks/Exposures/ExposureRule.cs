using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// A kind of exposure: an attribute in <paramref name="Attributes"/> of a resource type in <paramref name="Types"/>
/// gets an open value.
/// </summary>
internal abstract record ExposureRule(string[] Types, string[] Attributes)
{
    public const int OpenPoints = 20;

    private readonly string[] plain = Array.ConvertAll(Attributes, PlainName.Of);
    private readonly string[] plainComputed = [];
    private readonly byte[][] mentions = [.. Attributes.Select(
        name => Encoding.UTF8.GetBytes($"\"{name[(name.LastIndexOf('.') + 1)..]}\""))];

    /// <summary>
    /// Attributes, and blocks that contain them, which the provider sets if they are not configured. In a creation, an
    /// unknown value of such an attribute does not indicate an exposure.
    /// </summary>
    public string[] Computed { init => plainComputed = Array.ConvertAll(value, PlainName.Of); }

    public int Points { get; init; } = OpenPoints;

    public virtual bool Concerns(string type) => Array.Exists(Types, glob => new Glob(glob).Matches(type));

    /// <summary>Whether the leaf, if its value is hidden, may hide an exposure of this kind.</summary>
    public bool MayHideIn(Leaf leaf, PlanAction action) =>
        IsComputed(leaf) ? action != PlanAction.Create : Is(leaf);

    /// <summary>
    /// Whether an attribute that may hide an exposure of this kind can have this name as its last segment.
    /// </summary>
    public bool MayHideAs(ReadOnlySpan<char> name) => IsLastOfAny(plain, name) || IsLastOfAny(plainComputed, name);

    /// <summary>
    /// The exposures after the change that did not exist before it, such as <c>ingress[0].cidr_blocks has
    /// 0.0.0.0/0</c>.
    /// </summary>
    public abstract IEnumerable<string> NewIn(OpenedChange opened);

    /// <summary>
    /// The new masked values that may be open. They count as exposures, because they cannot be evaluated.
    /// </summary>
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

    /// <summary>
    /// A fast check whether the JSON contains one of the attributes. Always true for resources that bridge to another
    /// schema, which spell the names differently.
    /// </summary>
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
