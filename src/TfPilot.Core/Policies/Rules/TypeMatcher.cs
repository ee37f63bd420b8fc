using TfPilot.Core.Basics;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Policies;

/// <summary>
/// Matches resource types: globs, each with optional exclusions (<c>azurerm_*!azurerm_resource_group</c>), and the
/// names of built-in sets (<c>stateful</c>), which can also be excluded. Any of them may match.
/// </summary>
public sealed record TypeMatcher(IReadOnlyList<string> Patterns)
{
    public const string Stateful = "stateful";

    public bool Matches(string type, StatefulTypes stateful) =>
        Patterns.Any(pattern => Matches(pattern, type, stateful));

    /// <summary>The error of a pattern; null when it is valid.</summary>
    public static string? FindError(string pattern) => MatcherErrors.OfType(pattern);

    private static bool Matches(string pattern, string type, StatefulTypes stateful)
    {
        if (!pattern.Contains('!', StringComparison.Ordinal)) return IsIn(pattern, type, stateful);
        var parts = pattern.Split('!');
        return IsIn(parts[0], type, stateful) && !parts.Skip(1).Any(excluded => IsIn(excluded, type, stateful));
    }

    private static bool IsIn(string set, string type, StatefulTypes stateful) =>
        set == Stateful ? stateful.Contains(type) : new Glob(set).Matches(type);
}
