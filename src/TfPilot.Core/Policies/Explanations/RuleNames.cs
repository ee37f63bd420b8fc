using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

internal static class RuleNames
{
    /// <summary>The error of a rule id, with the closest existing one; null when the settings contain it.</summary>
    public static string? FindError(string id, PolicySettings settings)
    {
        var known = settings.Rules.Select(rule => rule.Id).ToList();
        if (known.Contains(id)) return null;
        var rest = known.Count == 0 ? "the settings have no rules"
            : NearestName.Of(id, known) is { } near ? $"did you mean {near}?"
            : $"there are {string.Join(", ", known)}";
        return $"there is no rule {id}; {rest}";
    }
}
