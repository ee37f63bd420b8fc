using System.Security.Cryptography;
using System.Text;

namespace TfPilot.Core.Reviews;

/// <summary>The blocking findings as short hashes, enough to detect new ones without repeating their text.</summary>
internal static class BlockingFindings
{
    /// <summary>The limit of the marker's size; beyond it, new findings are not detected.</summary>
    private const int Max = 200;
    private const int Bytes = 4;

    public static IReadOnlyList<string> Of(Review review) =>
    [
        .. review.Projects
            .SelectMany(project => project.Findings.Where(finding => Verdicts.Of(finding) == Verdict.Blocked)
                .Select(finding => (project.Name, Finding: finding)))
            .Select(found => Hash(
                string.Join(
                    '\n', found.Name, found.Finding.Rule, found.Finding.Address?.Text, found.Finding.Attribute)))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Take(Max),
    ];

    public static bool HasNew(IReadOnlyList<string> now, IReadOnlyList<string> before) =>
        before.Count < Max && now.Except(before, StringComparer.Ordinal).Any();

    private static string Hash(string identity) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, Bytes));
}
