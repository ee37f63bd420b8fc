namespace TfPilot.Core.Reviews;

/// <summary>What two texts differ in besides their words: line ends, the final newline, a byte order mark.</summary>
internal static class TextForm
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>One phrase each.</summary>
    public static IEnumerable<string> Differences(string before, string after)
    {
        if (LineEnds(before) is { } was && LineEnds(after) is { } becomes && was != becomes)
            yield return $"line ends {was} → {becomes}";
        if (before.EndsWith('\n') != after.EndsWith('\n'))
            yield return after.EndsWith('\n') ? "final newline added" : "final newline removed";
        if (before.StartsWith(ByteOrderMark) != after.StartsWith(ByteOrderMark))
            yield return after.StartsWith(ByteOrderMark) ? "byte order mark added" : "byte order mark removed";
    }

    /// <summary>With the line ends that the other side has, when there are more differences than these.</summary>
    public static string WithSameLineEnds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string? LineEnds(string text)
    {
        var all = text.AsSpan().Count('\n');
        var windows = text.AsSpan().Count("\r\n");
        return all == 0 ? null : windows == 0 ? "LF" : windows == all ? "CRLF" : "mixed";
    }
}
