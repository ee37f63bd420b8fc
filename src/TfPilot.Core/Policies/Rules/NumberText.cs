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

    /// <summary>Null when one of them is not a number. Exact up to 28 digits, otherwise compared as double.</summary>
    public static int? Compare(string? left, string? right)
    {
        if (TryExact(left, out var exactLeft) && TryExact(right, out var exactRight))
            return exactLeft.CompareTo(exactRight);
        if (!Is(left) || !Is(right)) return null;
        return double.Parse(left!, CultureInfo.InvariantCulture)
            .CompareTo(double.Parse(right!, CultureInfo.InvariantCulture));
    }

    private static bool TryExact(string? text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
