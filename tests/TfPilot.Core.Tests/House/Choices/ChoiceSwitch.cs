using System.Text.RegularExpressions;

namespace TfPilot.Core.Tests.House.Choices;

/// <summary>
/// A switch with an unreachable default case, the cases that it names, and the cases that it always handles.
/// </summary>
internal sealed partial record ChoiceSwitch(int Line, IReadOnlyList<CaseName> Named, IReadOnlyList<CaseName> Taken)
{
    /// <summary>Every use of <c>UnreachableException</c>; a use outside a switch names no case.</summary>
    public static IEnumerable<ChoiceSwitch> In(string source)
    {
        var text = CSharpText.WithoutTexts(source);
        foreach (Match thrown in Thrown().Matches(text))
        {
            var open = Braces.Around(text, thrown.Index);
            var arms = open >= 0 && text[open] == '{' && Head().IsMatch(text[..open])
                ? Arms(Braces.Inside(text, open)).ToList() : [];
            yield return new(
                text.AsSpan(0, thrown.Index).Count('\n') + 1,
                [.. arms.SelectMany(arm => arm.Cases)],
                [.. arms.Where(arm => !arm.IsGuarded).SelectMany(arm => arm.Cases).Where(name => name.IsWhole)]);
        }
    }

    /// <summary>
    /// The cases of the choice that the switch may not handle; null if it switches over another choice.
    /// </summary>
    public IReadOnlyList<string>? MissingOf(Choice choice) =>
        Named.Count == 0
        || !Named.All(name => choice.Cases.Contains(name.Case) && (name.Choice is null || name.Choice == choice.Name))
        ? null
        : [.. choice.Cases.Except(Taken.Select(name => name.Case)).Order(StringComparer.Ordinal)];

    private static IEnumerable<(IReadOnlyList<CaseName> Cases, bool IsGuarded)> Arms(string body)
    {
        var patterns = Labels().Matches(body) is { Count: > 0 } labels
            ? labels.Select(label => label.Groups["pattern"].Value)
            : Braces.Split(body, ",").Select(arm => Braces.Split(arm, "=>").ToList()).Where(parts => parts.Count > 1)
            .Select(parts => parts[0]);
        foreach (var pattern in patterns)
        {
            var guarded = Braces.Split(pattern, " when ").ToList();
            yield return ([.. Braces.Split(guarded[0], " or ").Select(CaseName.Of).OfType<CaseName>()],
                guarded.Count > 1);
        }
    }

    [GeneratedRegex(@"(_\s*=>|default\s*:)?\s*throw new (System\.Diagnostics\.)?UnreachableException\b")]
    private static partial Regex Thrown();

    [GeneratedRegex(@"\bswitch\s*(\([^{}]*\)\s*)?\z")]
    private static partial Regex Head();

    [GeneratedRegex(@"\bcase (?<pattern>[^:;]+):")]
    private static partial Regex Labels();
}

/// <summary>A case named by a pattern; <paramref name="IsWhole"/> if the pattern has no further conditions.</summary>
internal sealed partial record CaseName(string? Choice, string Case, bool IsWhole)
{
    /// <summary>Null for <c>null</c>, <c>_</c> and patterns that name no type.</summary>
    public static CaseName? Of(string pattern)
    {
        var found = Pattern().Match(Generic().Replace(pattern.Trim(), ""));
        return !found.Success ? null
            : new(found.Groups["of"].Success ? found.Groups["of"].Value : null, found.Groups["case"].Value,
                Whole().IsMatch(found.Groups["rest"].Value));
    }

    [GeneratedRegex(@"\A(\w+\.)*?((?<of>[A-Z]\w*)\.)?(?<case>[A-Z]\w*)(?![\w.])(?<rest>.*)\z", RegexOptions.Singleline)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"<[\w<>, ]+>")]
    private static partial Regex Generic();

    [GeneratedRegex(@"\A\s*(\((\s*(var \w+|_)\s*,?)*\))?\s*\w*\s*\z")]
    private static partial Regex Whole();
}
