using System.Text.RegularExpressions;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Plans;

namespace TfPilot.Core.Tests.Policies;

public sealed partial class SuggestionDocsTests
{
    private static readonly string Docs = Repository.Read("docs/reference/suggestions.md").ReplaceLineEndings("\n");

    public static TheoryData<string> Ids => [.. Suggestions.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_suggestion_rule_has_a_section_with_an_example(string id)
    {
        var section = Docs.Split("\n### ").Single(text => text.StartsWith($"`{id}`\n", StringComparison.Ordinal));

        var example = Example().Match(section);

        example.Success.Should().BeTrue();
        example.Groups["result"].Value.Should().Be(ResultOf(example.Groups["plan"].Value)).And.StartWith($"`{id}` ");
    }

    [Fact]
    public void The_docs_list_exactly_the_existing_suggestion_rules()
    {
        var documented = Heading().Matches(Docs).Select(heading => heading.Groups["id"].Value);

        documented.Should().Equal(Suggestions.All.Select(rule => rule.Id));
        Example().Count(Docs).Should().Be(Suggestions.All.Count);
    }

    [Fact]
    public void The_tables_in_the_docs_match_the_code()
    {
        string[] rows =
        [
            .. Suggestions.All.Select(rule => $"| `{rule.Id}` | {rule.Meaning} | {rule.Reason} |"),
            .. BetterValues.Table.Select(row => Line(
                $"`{row.Rule.Id}`", Codes(row.Types), $"`{row.Attribute}`",
                Codes(row.Worse) + (row.OrUnset ? ", not set" : ""), $"`{row.Better}`")),
            .. InstanceGenerations.Table.Select(sized => Line(
                "`previous-generation`", Codes(sized.Where.Select(place => $"{place.Type}.{place.Attribute}")),
                string.Join("; ", sized.All.Select(Words)))),
            .. UnattachedElasticIps.Table.Select(kind => Line(
                "`unattached-address`", $"`{kind.Type}`", $"`{kind.Attribute}`",
                string.Join(", ", kind.Settled.Select(by =>
                    by.Value is null ? $"`{by.Attribute}` is set" : $"`{by.Attribute}` is `{by.Value}`")))),
        ];

        Row().Matches(Docs).Select(row => row.Value).Should().Equal(rows);
    }

    private static string Line(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string Codes(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"`{word}`"));

    private static string Words(Generation generation) =>
        $"`{generation.Old}` to " +
        $"`{generation.Current}`{(generation.Sizes.Length == 0 ? "" : $" ({string.Join(", ", generation.Sizes)})")}";

    private static string ResultOf(string plan) =>
        string.Join(", ", Suggestions.Of(PlanText.Single(plan.Insert(1, "\"format_version\":\"1.2\",")))
        .Select(hint => $"`{hint.Id}` at `{hint.Address}`: `{hint.Attribute}` is {hint.Got}, better {hint.Want}"));

    [GeneratedRegex(
        @"^```json\n(?<plan>\{.*?^\})\n```\n\n> (?<result>[^\n]*)$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("^### `(?<id>[a-z-]+)`$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| `[a-z-]+` \|.*$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
