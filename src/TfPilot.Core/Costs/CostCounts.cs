using System.Globalization;

namespace TfPilot.Core.Costs;

/// <summary>
/// The number of resources an estimate covers. The estimated ones include those that depend on usage; the sentence
/// counts them apart.
/// </summary>
public sealed record CostCounts(int Estimated, int DependOnUsage, int Free, IReadOnlyList<UnsupportedType> Unsupported)
{
    public static readonly CostCounts None = new(0, 0, 0, []);

    /// <summary>
    /// "9 resources estimated, 3 depend on usage, 1 not supported (`aws_kinesis_firehose`), 9 free"; types are written
    /// by <paramref name="code"/>.
    /// </summary>
    public string Sentence(Func<string, string> code)
    {
        var known = Math.Max(0, Estimated - DependOnUsage);
        var unsupported = Unsupported.Sum(type => type.Count);
        var types = string.Join(", ",
            Unsupported.Select(type => type.Count == 1 ? code(type.Type) : $"{Number(type.Count)} {code(type.Type)}"));
        string?[] parts =
        [
            $"{Number(known)} {(known == 1 ? "resource" : "resources")} estimated",
            DependOnUsage == 0 ? null
                : $"{Number(DependOnUsage)} {(DependOnUsage == 1 ? "depends" : "depend")} on usage",
            unsupported == 0 ? null : $"{Number(unsupported)} not supported ({types})",
            Free == 0 ? null : $"{Number(Free)} free",
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    public static CostCounts operator +(CostCounts a, CostCounts b) => new(
        a.Estimated + b.Estimated, a.DependOnUsage + b.DependOnUsage, a.Free + b.Free,
        UnsupportedType.Counted([.. a.Unsupported, .. b.Unsupported]));

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>A resource type that Infracost has no prices for, and the number of such resources.</summary>
public sealed record UnsupportedType(string Type, int Count)
{
    /// <summary>Each type once, sorted by name.</summary>
    public static IReadOnlyList<UnsupportedType> Counted(IEnumerable<UnsupportedType> types) =>
    [
        .. types.GroupBy(type => type.Type)
            .Select(group => new UnsupportedType(group.Key, group.Sum(type => type.Count)))
            .Where(type => type.Count > 0)
            .OrderBy(type => type.Type, StringComparer.Ordinal),
    ];
}
