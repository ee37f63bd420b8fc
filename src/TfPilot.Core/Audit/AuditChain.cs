using System.Globalization;
using System.Text.Json;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Audit;

/// <summary>What became of looking through a history: where that of each installation ends, and what is not as it was written.</summary>
public sealed record AuditVerdict(IReadOnlyList<AuditHead> Heads, IReadOnlyList<Problem> Problems)
{
    public bool IsIntact => Problems.Count == 0;
}

/// <summary>
/// Whether the lines of a history are all there, unchanged and in order. Whoever may write them all can write another history, and what was cut off
/// at the end leaves no gap: that shows only where a head was printed elsewhere, as checks do.
/// </summary>
public static class AuditChain
{
    private const int HashLength = 64;

    /// <param name="lines">The histories of any installations.</param>
    /// <param name="printed">Hashes, or beginnings of at least <see cref="AuditHead.ShortLength"/> digits, of entries that must be among them.</param>
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
                problems.Add(new(where, "is no entry of an audit history; lines are as `tfpilot-app audit export` writes them"));
                continue;
            }

            var last = heads.TryGetValue(link.Head.Installation, out var known) ? known : AuditHead.Beginning(link.Head.Installation);
            if (Objection(link, last) is { } objection) problems.Add(new(where, objection));
            else missing.RemoveWhere(hash => link.Head.Hash.StartsWith(hash, StringComparison.Ordinal));
            heads[link.Head.Installation] = link.Head; // Goes on from what the line claims, so that one change is one problem.
        }

        problems.AddRange(missing.Select(hash => new Problem(hash, "was printed as the head of this history, and no entry has it: entries were cut off, or the history was written anew")));
        return new([.. heads.Values.OrderBy(head => head.Installation)], problems);
    }

    private static string? Objection(Link link, AuditHead last) =>
        link.Head.Hash != AuditEntry.HashOf(link.Content) ? "was changed after it was written: its hash is of another text"
        : link.Head.Number != last.Number + 1 ? string.Create(CultureInfo.InvariantCulture, $"is entry {link.Head.Number} where entry {last.Number + 1} has to be: entries are missing, were added or were swapped")
        : link.Previous != last.Hash ? $"does not follow the entry before it: that one was changed, or another stood there"
        : null;

    /// <summary>What a line says of its place in the history.</summary>
    private sealed record Link(AuditHead Head, string Previous, string Content)
    {
        public static Link? Read(string line)
        {
            var seal = AuditEntry.Seal(new('0', HashLength)).Length;
            if (line.Length <= seal) return null;
            var (content, hash) = ($"{line[..^seal]}}}", line[^(HashLength + 2)..^2]);
            if (!hash.All(char.IsAsciiHexDigitLower) || !line.EndsWith(AuditEntry.Seal(hash), StringComparison.Ordinal)) return null;
            try
            {
                using var read = JsonDocument.Parse(content);
                var root = read.RootElement;
                return new(new(root.GetProperty("installation").GetInt64(), root.GetProperty("number").GetInt64(), hash), root.GetProperty("previous").GetString() ?? "", content);
            }
            catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                return null;
            }
        }
    }
}
