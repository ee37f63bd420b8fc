namespace TfPilot.Core.Policies;

/// <summary>The comments of a file by line, and the lines that contain nothing else.</summary>
internal sealed class CommentLines
{
    private static readonly string[] ScannerWords = ["ignore", "skip", "suppress", "disable", "nosec", "nosem", "noqa"];

    private readonly SortedDictionary<int, IgnoreComment> ignores = [];
    private readonly SortedDictionary<int, ScannerIgnore> others = [];
    private readonly HashSet<int> commentsOnly = [];

    public static CommentLines Of(IReadOnlyList<HclToken> tokens)
    {
        var lines = new CommentLines();
        var previous = 0;
        foreach (var token in tokens)
        {
            if (token.Kind == HclTokenKind.Comment)
            {
                if (token.Line != previous) lines.commentsOnly.Add(token.Line);
                if (IgnoreComment.Read(token.Value) is { } ignore) lines.ignores[token.Line] = ignore;
                else if (IsForScanners(token.Value)) lines.others[token.Line] = ScannerIgnore.Of(token.Value);
            }

            previous = token.Line;
        }

        return lines;
    }

    /// <summary>Attaches the comments on the block's lines and those directly above it.</summary>
    public HclBlock Attach(HclBlock block)
    {
        var first = block.FirstLine;
        while (commentsOnly.Contains(first - 1)) first--;
        return ignores.Count + others.Count == 0 ? block : block with
        {
            Ignores = [.. ignores.Where(ignore => ignore.Key >= first && ignore.Key <= block.LastLine)
                .Select(ignore => ignore.Value)],
            ScannerIgnores = [.. others.Where(other => other.Key >= first && other.Key <= block.LastLine)
                .Select(other => other.Value)],
        };
    }

    /// <summary>Also includes scanner comments outside all blocks, because these apply to the whole file.</summary>
    public IReadOnlyList<HclBlock> WithWholeFile(IReadOnlyList<HclBlock> blocks)
    {
        if (others.Count == 0) return blocks;
        var known = blocks.SelectMany(block => block.ScannerIgnores).ToHashSet();
        IReadOnlyList<ScannerIgnore> whole = [.. others.Values.Where(comment => !known.Contains(comment))];
        return whole.Count == 0 ? blocks
            : [.. blocks.Select(block => block with { ScannerIgnores = [.. block.ScannerIgnores, .. whole] })];
    }

    /// <summary>
    /// Scanners use many spellings, such as <c>checkov:skip=</c> or <c>trivy:ignore:</c>. A false match only causes one
    /// more approval.
    /// </summary>
    private static bool IsForScanners(string comment) =>
        ScannerWords.Any(word => comment.Contains(word, StringComparison.OrdinalIgnoreCase));
}
