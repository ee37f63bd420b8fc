using System.Text.RegularExpressions;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Tests.House;

/// <summary>The chapters of Core; each may use those before it.</summary>
internal static partial class Chapters
{
    public static readonly string[] InOrder =
    [
        "Basics", "Templates", "Plans", "Risks", "Policies", "Costs", "Reviews", "Approvals",
        "Environments", "History", "Requests", "Operations", "Notices", "Settings",
    ];

    private static readonly HashSet<string> TypeNames =
        [.. typeof(Plan).Assembly.GetTypes().Select(type => type.FullName!.Replace("TfPilot.Core.", "", StringComparison.Ordinal))];

    public static string Of(string path) => path.Split('/')[2];

    /// <summary>The later or unknown chapters that a source file names in a using, a full name or a name relative to Core.</summary>
    public static IEnumerable<string> LaterOnes(string chapter, string source) => Names().Matches(source)
        .Where(name => name.Groups["core"].Success || TypeNames.Contains(name.Value))
        .Select(name => name.Groups["chapter"].Value)
        .Where(named => named != chapter && Array.IndexOf(InOrder, named) is var at && (at < 0 || at > Array.IndexOf(InOrder, chapter)))
        .Distinct();

    [GeneratedRegex(@"(?<![\w.])(?<core>TfPilot\.Core\.)?(?<chapter>[A-Z]\w*)(\.\w+)?")]
    private static partial Regex Names();
}
