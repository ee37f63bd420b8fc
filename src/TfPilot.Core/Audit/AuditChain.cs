using System.Globalization;
using System.Text.Json;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Audit;

/// <summary>
/// The result of verifying an audit history: the last entry of each installation, and every entry that was altered.
/// </summary>
public sealed record AuditVerdict(IReadOnlyList<AuditHead> Heads, IReadOnlyList<Problem> Problems)
{
    public bool IsIntact => Problems.Count == 0;
}

/// <summary>
/// Verifies that the lines of a history are complete, unchanged and in order. Someone who can rewrite every line can
/// forge a history, and entries removed at the end leave no gap; both are detected only by comparing with a head
/// printed elsewhere, such as in a check.
/// </summary>
public static class AuditChain
{
    private const int HashLength = 64;

    /// <param name="lines">The histories of any number of installations.</param>
    /// <param name="printed">Hashes, or prefixes of at least <see cref="AuditHead.ShortLength"/> digits, of entries
    /// that must exist.</param>
    public static AuditVerdict Verify(IEnumerable<string> lines, params IReadOnlyList<string> printed)
    {
        var (heads, problems) = (new Dictionary<long, AuditHead>(), new List<Problem>());
        var missing = printed.Select(hash => hash.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in lines)
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"line {++number}");
            if (Link.Read(line) is not { } link)
            {
                problems.Add(new(where, "is not an audit entry; expected the format of `tfpilot-app audit export`"));
                continue;
            }

            var last = heads.TryGetValue(link.Head.Installation, out var known) ? known
                : AuditHead.Start(link.Head.Installation);
            if (Objection(link, last) is { } objection) problems.Add(new(where, objection));
            else missing.RemoveWhere(hash => link.Head.Hash.StartsWith(hash, StringComparison.Ordinal));
            // Continues from the line's own claims, so that one change is reported once.
            heads[link.Head.Installation] = link.Head;
        }

        problems.AddRange(
            missing.Select(hash => new Problem(hash,
                "was printed as the head of this history, but no entry has this hash: entries were removed at " +
                    "the end, or the history was rewritten")));
        return new([.. heads.Values.OrderBy(head => head.Installation)], problems);
    }

    private static string? Objection(Link link, AuditHead last) =>
        link.Head.Hash != AuditEntry.HashOf(link.Content) ? "was changed after it was written: its hash does not match"
        : link.Head.Number != last.Number + 1
        ? string.Create(CultureInfo.InvariantCulture,
            $"is entry {link.Head.Number} where entry {last.Number + 1} was expected: entries are missing, were " +
                $"added or were swapped")
        : link.Previous != last.Hash ? $"does not match the previous entry's hash: that entry was changed or replaced"
        : null;

    /// <summary>A line's own claims about its position in the history.</summary>
    private sealed record Link(AuditHead Head, string Previous, string Content)
    {
        public static Link? Read(string line)
        {
            var seal = AuditEntry.Seal(new('0', HashLength)).Length;
            if (line.Length <= seal) return null;
            var (content, hash) = ($"{line[..^seal]}}}", line[^(HashLength + 2)..^2]);
            if (!hash.All(char.IsAsciiHexDigitLower) || !line.EndsWith(AuditEntry.Seal(hash), StringComparison.Ordinal))
                return null;
            try
            {
                using var read = JsonDocument.Parse(content);
                var root = read.RootElement;
                return new(
                    new(root.GetProperty("installation").GetInt64(), root.GetProperty("number").GetInt64(), hash),
                    root.GetProperty("previous").GetString() ?? "", content);
            }
            catch (Exception wrong)
                when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                return null;
            }
        }
    }
}
