using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>
/// Collects attributes that are secrets by name or type although the plan does not mark them as sensitive. Processes
/// one change at a time.
/// </summary>
internal sealed class UnmarkedSecrets
{
    /// <summary>
    /// The maximum number of cached names. A plan repeats the same few names thousands of times; names beyond the limit
    /// are evaluated each time.
    /// </summary>
    private const int CacheSize = 4096;

    private readonly Dictionary<byte[], KnownName> names = new(BytesComparer.Instance);
    private readonly Dictionary<byte[], KnownName>.AlternateLookup<ReadOnlySpan<byte>> byName;
    private readonly List<KnownName> expected = [];
    private int next;
    private readonly List<string> paths = [];
    private IReadOnlySet<string>? ofType;

    public UnmarkedSecrets() => byName = names.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>The distinct attributes recorded since the last <see cref="StartResource"/>, in order.</summary>
    public IReadOnlyList<string> Paths => paths.Count == 0 ? [] : [.. paths.Distinct(StringComparer.Ordinal)];

    public void StartResource(string type)
    {
        ofType = SecretNames.OfType(type);
        next = 0;
        paths.Clear();
    }

    /// <summary>
    /// Whether the resource type defines this top-level attribute as a secret. <paramref name="quoted"/> is the name
    /// with its quotes.
    /// </summary>
    public bool IsOfType(ReadOnlySpan<byte> quoted, int depth) =>
        ofType is not null && depth == 1 && ofType.Contains(Name(quoted));

    /// <summary>
    /// Returns the kind of the object's next name. Consecutive objects nearly always have the same names at the same
    /// positions, so the previous object's name is compared first.
    /// </summary>
    public NameKind KindOf(ReadOnlySpan<byte> quoted)
    {
        var place = next++;
        if (place < expected.Count && quoted.SequenceEqual(expected[place].Quoted)) return expected[place].Kind;
        if (!byName.TryGetValue(quoted, out var known))
        {
            known = new(quoted.ToArray(), quoted.Length > 2 ? SecretNames.Of(Name(quoted)) : NameKind.Plain);
            if (names.Count < CacheSize) names[known.Quoted] = known;
        }

        if (place < expected.Count) expected[place] = known;
        else if (place == expected.Count && place < CacheSize) expected.Add(known);
        return known.Kind;
    }

    /// <summary>Records the path of an attribute.</summary>
    public void Record(string path) => paths.Add(path);

    private static string Name(ReadOnlySpan<byte> quoted) =>
        quoted.IndexOf((byte)'\\') < 0 ? Encoding.UTF8.GetString(quoted[1..^1]) : PlanJson.Text(quoted)!;

    private sealed record KnownName(byte[] Quoted, NameKind Kind);
}

/// <summary>
/// An attribute that is a secret by name or type although the plan does not mark it as sensitive; its value is masked.
/// </summary>
public sealed record UnmarkedSecret(string Address, string Attribute);
