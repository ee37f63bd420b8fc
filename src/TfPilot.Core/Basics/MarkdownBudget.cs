using System.Text;

namespace TfPilot.Core.Basics;

/// <summary>The size limit of a text on GitHub, in the unit that GitHub uses there.</summary>
public abstract record MarkdownBudget
{
    private MarkdownBudget(int limit) => Limit = limit;

    /// <summary>A comment may have 65,536 UTF-16 units; the rest is reserved for text around the review.</summary>
    public static MarkdownBudget Comment { get; } = new Utf16(60_000);

    /// <summary>A step summary may have 1 MiB of UTF-8.</summary>
    public static MarkdownBudget JobSummary { get; } = new Utf8(1_048_576);

    /// <summary>
    /// A check summary may have 65,535 characters; GitHub does not say whether that means bytes, so bytes are assumed.
    /// </summary>
    public static MarkdownBudget CheckRun { get; } = new Utf8(65_535);

    public int Limit { get; }

    public abstract int Measure(string text);

    public sealed record Utf16(int Units) : MarkdownBudget(Units)
    {
        public override int Measure(string text) => text.Length;
    }

    public sealed record Utf8(int Bytes) : MarkdownBudget(Bytes)
    {
        public override int Measure(string text) => Encoding.UTF8.GetByteCount(text);
    }
}
