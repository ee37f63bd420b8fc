using System.Text;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// Attributes that expose something if they have one of <paramref name="Values"/>, ignoring case, also as a string in
/// embedded JSON or as the last segment of a path. The values are ordered from the least to the most open: a change to
/// a less open value is not an exposure.
/// </summary>
internal sealed record ValueExposureRule(string[] Types, string[] Attributes, string[] Values)
    : ExposureRule(Types, Attributes)
{
    /// <summary>
    /// Other attributes of the object that define what the open value allows. If they differ, it is a different
    /// exposure.
    /// </summary>
    private static readonly HashSet<string> Scopes = new(StringComparer.Ordinal) { "role", "permission", "verbs" };

    private readonly byte[][] sayings = Array.ConvertAll(Values, Encoding.UTF8.GetBytes);

    /// <summary>An additional condition on the object; if it is false, the values expose nothing.</summary>
    public Func<PlanValue.Map, bool>? Where { get; init; }

    /// <summary>
    /// Whether only a change from a protected value is an exposure; a new object never had the protection.
    /// </summary>
    public bool OnlyWeakens { get; init; }

    public override IEnumerable<string> NewIn(OpenedChange opened)
    {
        var change = opened.Change;
        if (OnlyWeakens && change.Before.IsNull) return [];
        if (!MayConcern(change, change.After) && !(OnlyWeakens && MayConcern(change, change.Before))) return [];
        if (change.After == change.Before) return [];
        if ((!OnlyWeakens && !MayOpen(change)) || !Holds(change.After)) return [];
        var known = Holds(change.Before) ? In(opened.Before, unset: "false") : [];
        var found = In(opened.After, unset: null).Where(open => !RemoveKnown(known, open)).Select(open => open.Words);
        return OnlyWeakens ? found.Concat(Removed(opened)) : found;
    }

    public override IEnumerable<string> MaskedIn(OpenedChange opened) => OnlyWeakens ? [] : base.MaskedIn(opened);

    private bool Holds(RedactedJson side) => Where is null || (side.Value() is PlanValue.Map map && Where(map));

    /// <summary>
    /// A fast check for one of the values. Always true for resources that bridge to another schema, because embedded
    /// JSON may escape the values.
    /// </summary>
    private bool MayOpen(ResourceChange change) =>
        ObjectBody.IsBridge(change.Type) || Array.Exists(sayings, value => change.After.MentionsInAnyCase(value));

    /// <summary>
    /// Whether a value at least as open existed before; each earlier value matches only one later value.
    /// </summary>
    private static bool RemoveKnown(List<Open> known, Open open) =>
        known.FindIndex(before => before.Sign == open.Sign && before.Rank >= open.Rank) is var found and >= 0
        && Take(known, found);

    private static bool Take(List<Open> known, int index)
    {
        known.RemoveAt(index);
        return true;
    }

    /// <summary>
    /// Protections that were configured before and are removed; hidden values are reported separately.
    /// </summary>
    private IEnumerable<string> Removed(OpenedChange opened)
    {
        if (opened.Change.After.IsNull) return [];
        return opened.Before
            .Where(leaf => Is(leaf) && leaf.Text is { } text && RankOf(text, text) < 0)
            .Where(
                leaf => !opened.After.Any(now => now.IsHidden ? leaf.Path.StartsWith(now.Path, StringComparison.Ordinal)
                : now.Path == leaf.Path && now.Value is not PlanValue.Null))
            .Select(leaf => $"{leaf.Path} is no longer {leaf.Text}");
    }

    /// <param name="unset">The value that null represents: an existing object without the attribute behaves as with
    /// <c>false</c>.</param>
    private List<Open> In(IReadOnlyList<Leaf> leaves, string? unset)
    {
        var found = new List<Open>();
        foreach (var leaf in leaves)
        {
            if (!Is(leaf) || (leaf.Text ?? (leaf.Value is PlanValue.Null ? unset : null)) is not { } text) continue;
            foreach (var value in Values)
            {
                if (RankOf(value, text) is var rank and >= 0) found.Add(new Open(leaf, value, rank));
            }
        }

        return found;
    }

    private int RankOf(string value, string text) =>
        string.Equals(value, text, StringComparison.OrdinalIgnoreCase)
        || (text.Length > value.Length + 1 && (text.EndsWith($"/{value}", StringComparison.OrdinalIgnoreCase)
            || text.Contains($"\"{value}\"", StringComparison.OrdinalIgnoreCase)
            || (value.Contains(' ') && text.Contains($" {value} ", StringComparison.OrdinalIgnoreCase))))
            ? Array.FindIndex(Values, one => string.Equals(one, value, StringComparison.OrdinalIgnoreCase))
            : -1;

    private sealed record Open(Leaf Leaf, string Value, int Rank)
    {
        /// <summary>Identifies an exposure independently of its position in a list.</summary>
        public string Sign { get; } = $"{Leaf.Attribute} " + string.Join(' ', Leaf.Owner.Entries
            .Where(entry => Scopes.Contains(entry.Key) && !Leaf.Is(PlainName.Of(entry.Key)))
            .Select(entry => Leaf.TextOf(entry.Value)));

        public string Words =>
            WordsOf(Leaf,
                Leaf.Text is { } text && string.Equals(text, Value, StringComparison.OrdinalIgnoreCase) ? text : Value);
    }
}
