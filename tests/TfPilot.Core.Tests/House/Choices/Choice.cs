using System.Text.RegularExpressions;

namespace TfPilot.Core.Tests.House.Choices;

/// <summary>An enum, or a closed hierarchy: an abstract record with nested cases.</summary>
internal sealed partial record Choice(string Name, IReadOnlySet<string> Cases)
{
    public static IEnumerable<Choice> In(string source)
    {
        var text = CSharpText.WithoutTexts(source);
        return Enums().Matches(text).Select(found => Of(found, EnumCases()))
            .Concat(Hierarchies().Matches(text).Select(found => Of(found, Records())));

        Choice Of(Match found, Regex cases)
        {
            var body = Braces.Inside(text, text.IndexOf('{', found.Index));
            var name = found.Groups["name"].Value;
            return new(
                name, cases.Matches(body).Where(one => !one.Groups["of"].Success || one.Groups["of"].Value == name)
                .Select(one => one.Groups["name"].Value).ToHashSet());
        }
    }

    [GeneratedRegex(@"\benum (?<name>\w+)")]
    private static partial Regex Enums();

    [GeneratedRegex(@"\b(?<name>[A-Z]\w*)(?=\s*(=[^,]*)?(,|$|\s*\}))", RegexOptions.Multiline)]
    private static partial Regex EnumCases();

    [GeneratedRegex(@"\babstract (partial )?record (?<name>\w+)")]
    private static partial Regex Hierarchies();

    [GeneratedRegex(@"\bsealed (partial )?record (?<name>\w+)[^;{]*?:\s*(?<of>\w+)")]
    private static partial Regex Records();
}
