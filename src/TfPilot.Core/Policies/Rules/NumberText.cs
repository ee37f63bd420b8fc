using System.Globalization;

namespace TfPilot.Core.Policies;

/// <summary>Numbers as texts: plans and settings hold more digits than any machine type, and 7.0 is 7.</summary>
internal static class NumberText
{
    public static bool Is(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);

    /// <summary>Null when one of them is no number. Exact up to 28 digits, as a double beyond.</summary>
    public static int? Compare(string? left, string? right)
    {
        if (TryExact(left, out var exactLeft) && TryExact(right, out var exactRight)) return exactLeft.CompareTo(exactRight);
        if (!Is(left) || !Is(right)) return null;
        return double.Parse(left!, CultureInfo.InvariantCulture).CompareTo(double.Parse(right!, CultureInfo.InvariantCulture));
    }

    private static bool TryExact(string? text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
