using System.Globalization;

namespace TfPilot.Core.Policies;

/// <summary>
/// Compares numbers as text, because plans and settings may have more digits than any numeric type; 7.0 equals 7.
/// </summary>
internal static class NumberText
{
    public static bool Is(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number);

    /// <summary>Null for text other than a few digits, which is what most numbers are.</summary>
    public static long? Whole(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Null for text that is not a number, or has more digits than a decimal can hold.</summary>
    public static decimal? Exact(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A number that others are compared with, parsed once.</summary>
internal sealed record NumberLimit(string Text)
{
    private readonly long? whole = NumberText.Whole(Text);
    private readonly decimal? exact = NumberText.Exact(Text);

    /// <summary>Null when one of them is not a number. Exact up to 28 digits, otherwise compared as double.</summary>
    public int? Compare(string? number)
    {
        if (whole is { } wholeLimit && NumberText.Whole(number) is { } count) return count.CompareTo(wholeLimit);
        if (exact is { } limit && NumberText.Exact(number) is { } other) return other.CompareTo(limit);
        if (!NumberText.Is(number) || !NumberText.Is(Text)) return null;
        return double.Parse(number!, CultureInfo.InvariantCulture)
            .CompareTo(double.Parse(Text, CultureInfo.InvariantCulture));
    }
}
