using System.Globalization;

namespace TfPilot.Core.Basics;

internal static class Words
{
    /// <summary>Such as "1 change", "2 changes", "2 destroys", "1,200 switches".</summary>
    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{Number(count)} {Plural(noun)}";

    public static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Plural(string noun) => noun switch
    {
        _ when noun.EndsWith("ch", StringComparison.Ordinal) => noun + "es",
        _ when noun.EndsWith("ency", StringComparison.Ordinal) => noun[..^1] + "ies",
        _ => noun + "s",
    };
}
