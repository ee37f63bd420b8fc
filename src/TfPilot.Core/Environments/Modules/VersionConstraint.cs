using System.Globalization;
using System.Text.RegularExpressions;

namespace TfPilot.Core.Environments;

/// <summary>Translates Terraform's version constraints for the setup actions, which read npm's ranges.</summary>
internal static partial class VersionConstraint
{
    /// <summary>Each excluded version doubles the range.</summary>
    private const int MaxExcluded = 5;

    /// <summary>Null when there is no constraint, or one that is not understood.</summary>
    public static string? ToRange(string constraints)
    {
        var parts = constraints.Split(',').Select(part => part.Trim()).Where(part => part.Length > 0).ToList();
        var read = parts.ConvertAll(part => Part().Match(part));
        if (parts.Count == 0 || read.Exists(part => !part.Success)) return null;
        var excluded = read.Where(part => part.Groups["sign"].Value == "!=").Select(Full).Distinct().ToList();
        if (excluded.Count > MaxExcluded) return null;
        var bounds = string.Join(' ',
            read.Where(part => part.Groups["sign"].Value != "!=").Select(Bounds).Distinct());
        var ranges = excluded.Aggregate<string, IReadOnlyList<string>>([bounds],
            (all, version) => [.. all.SelectMany(range => new[] { $"{range} <{version}", $"{range} >{version}" })]);
        return string.Join(" || ", ranges.Select(range => range.Trim()));
    }

    private static string Bounds(Match part) => part.Groups["sign"].Value switch
    {
        "" or "=" => Full(part),
        "~>" => $">={Full(part)}{Below(part)}",
        var sign => $"{sign}{Full(part)}",
    };

    /// <summary>The last number that is written may grow.</summary>
    private static string Below(Match part)
    {
        var numbers = Numbers(part);
        return numbers.Length switch
        {
            1 => "",
            2 => $" <{numbers[0] + 1}.0.0",
            _ => $" <{numbers[0]}.{numbers[1] + 1}.0",
        };
    }

    /// <summary>For npm <c>&gt;1.5</c> would leave out all of 1.5, for Terraform only 1.5.0.</summary>
    private static string Full(Match part)
    {
        var numbers = Numbers(part);
        return string.Join('.', numbers.Concat([0, 0]).Take(3)) + part.Groups["rest"].Value;
    }

    private static int[] Numbers(Match part) =>
        [.. part.Groups["numbers"].Value.Split('.').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    [GeneratedRegex(
        @"^(?<sign>~>|!=|>=|<=|>|<|=)?\s*v?(?<numbers>\d{1,6}(\.\d{1,6}){0,2})(?<rest>-[0-9A-Za-z.-]+)?$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Part();
}
