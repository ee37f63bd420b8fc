using System.Text;

namespace TfPilot.Core.Basics;

/// <summary>How much text a place on GitHub takes, in the unit in which GitHub counts there.</summary>
public abstract record MarkdownBudget
{
    private MarkdownBudget(int limit) => Limit = limit;

    /// <summary>A comment holds 65,536 UTF-16 units; the rest is left for what is added around the review.</summary>
    public static MarkdownBudget Comment { get; } = new Utf16(60_000);

    /// <summary>A step's summary holds 1 MiB of UTF-8.</summary>
    public static MarkdownBudget JobSummary { get; } = new Utf8(1_048_576);

    /// <summary>A check's summary holds 65,535 characters; whether GitHub means bytes it does not say, so bytes it is.</summary>
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
