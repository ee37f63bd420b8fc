using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>
/// Merges findings about the same attribute of the same resource. Our own finding wins when it is at least as strict,
/// otherwise the strictest scanner's. A finding stricter than all others is never dropped.
/// </summary>
internal static partial class ScannerOverlaps
{
    public static IReadOnlyList<Finding> Join(IReadOnlyList<Finding> own, IEnumerable<Finding> scanned)
    {
        var merged = own.ToList();
        var at = new Dictionary<(string Address, string Attribute), int>();
        foreach (var i in Enumerable.Range(0, merged.Count).Where(i => merged[i].Counts)
            .OrderByDescending(i => merged[i].Level))
        {
            if (KeyOf(merged[i]) is { } key) at.TryAdd(key, i);
        }

        foreach (var finding in scanned.OrderByDescending(finding => finding.Level))
        {
            var key = finding.Counts ? KeyOf(finding) : null;
            if (key is { } same && at.TryGetValue(same, out var first) && merged[first].Level >= finding.Level
                && !IsOfSameTool(merged[first], finding))
            {
                merged[first] = merged[first] with { Also = [.. merged[first].Also, finding.Rule] };
                continue;
            }

            if (key is { } fresh) at.TryAdd(fresh, merged.Count);
            merged.Add(finding);
        }

        return
        [
            .. merged.Take(own.Count),
            .. merged.Skip(own.Count)
                .OrderBy(finding => finding.Rule, StringComparer.Ordinal)
                .ThenBy(finding => finding.Address?.Text, StringComparer.Ordinal)
                .ThenBy(finding => finding.Source?.File, StringComparer.Ordinal)
                .ThenBy(finding => finding.Source?.Line),
        ];
    }

    private static (string Address, string Attribute)? KeyOf(Finding finding) =>
        finding.Address is { } address && finding.Attribute.Length > 0
        ? (address.Text, Index().Replace(finding.Attribute, "")) : null;

    private static bool IsOfSameTool(Finding first, Finding finding) =>
        first.Kind == ScannerFindings.Kind && ScannerRule.ToolOf(first.Rule) == ScannerRule.ToolOf(finding.Rule);

    [GeneratedRegex(@"\[\d+\]", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Index();
}
