using System.Text;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// Attributes that open something by one of <paramref name="Values"/>, in any case, also as a text within JSON or as
/// the end of a path. The values are ordered from the least to the most open: one that is less open than what was there
/// opens nothing.
/// </summary>
internal sealed record ValueExposureRule(string[] Types, string[] Attributes, string[] Values)
    : ExposureRule(Types, Attributes)
{
    /// <summary>
    /// Parts of the object beside the attribute which say what the open value allows: with others it is another
    /// opening.
    /// </summary>
    private static readonly HashSet<string> Scopes = new(StringComparer.Ordinal) { "role", "permission", "verbs" };

    private readonly byte[][] sayings = Array.ConvertAll(Values, Encoding.UTF8.GetBytes);

    /// <summary>What the object must be besides; without it the values open nothing.</summary>
    public Func<PlanValue.Map, bool>? Where { get; init; }

    /// <summary>
    /// The values open only what another value closed before: a new object never had that protection.
    /// </summary>
    public bool OnlyWeakens { get; init; }

    public override IEnumerable<string> NewIn(OpenedChange opened)
    {
        var change = opened.Change;
        if (OnlyWeakens && change.Before.IsNull) return [];
        if (!MayConcern(change, change.After) && !(OnlyWeakens && MayConcern(change, change.Before))) return [];
        if (change.After == change.Before) return [];
        if ((!OnlyWeakens && !MaySay(change)) || !Holds(change.After)) return [];
        var known = Holds(change.Before) ? In(opened.Before, unset: "false") : [];
        var found = In(opened.After, unset: null).Where(open => !Forgive(known, open)).Select(open => open.Words);
        return OnlyWeakens ? found.Concat(Removed(opened)) : found;
    }

    public override IEnumerable<string> MaskedIn(OpenedChange opened) => OnlyWeakens ? [] : base.MaskedIn(opened);

    private bool Holds(RedactedJson side) => Where is null || (side.Value() is PlanValue.Map map && Where(map));

    /// <summary>
    /// A cheap second look, for one of the values. Within JSON in a text it may be written with escapes.
    /// </summary>
    private bool MaySay(ResourceChange change) =>
        ObjectBody.IsBridge(change.Type) || Array.Exists(sayings, value => change.After.MentionsInAnyCase(value));

    /// <summary>Whether something as open was there before; each of those excuses one.</summary>
    private static bool Forgive(List<Open> known, Open open) =>
        known.FindIndex(before => before.Sign == open.Sign && before.Rank >= open.Rank) is var found and >= 0
        && Take(known, found);

    private static bool Take(List<Open> known, int index)
    {
        known.RemoveAt(index);
        return true;
    }

    /// <summary>The protection was written before and is not any more; what is hidden counts elsewhere.</summary>
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

    /// <param name="unset">What null stands for: an existing object without the attribute has what <c>false</c> would
    /// give it.</param>
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
        /// <summary>What makes two openings the same, wherever they stand in their list.</summary>
        public string Sign { get; } = $"{Leaf.Attribute} " + string.Join(' ', Leaf.Owner.Entries
            .Where(entry => Scopes.Contains(entry.Key) && !Leaf.Is(PlainName.Of(entry.Key)))
            .Select(entry => Leaf.TextOf(entry.Value)));

        public string Words =>
            WordsOf(Leaf,
                Leaf.Text is { } text && string.Equals(text, Value, StringComparison.OrdinalIgnoreCase) ? text : Value);
    }
}
