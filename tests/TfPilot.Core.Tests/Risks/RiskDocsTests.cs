using System.Globalization;
using System.Text.RegularExpressions;
using TfPilot.Core.Costs;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;
using TfPilot.Core.Tests.Plans;

namespace TfPilot.Core.Tests.Risks;

public sealed partial class RiskDocsTests
{
    private static readonly string Docs = File.ReadAllText(Repository.PathOf("docs", "reference", "risk.md"))
        .ReplaceLineEndings("\n");

    public static TheoryData<string> FactorIds => [.. RiskFactors.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(FactorIds))]
    public void Every_risk_factor_has_a_section_with_an_example(string id)
    {
        var section = SectionOf(id);

        var example = Example().Match(section);

        example.Success.Should().BeTrue();
        example.Groups["result"].Value.Should().Be(ResultOf(example)).And.Contain($"`{id}` ");
    }

    [Fact]
    public void The_docs_list_exactly_the_existing_risk_factors()
    {
        var factors = RiskFactors.All.Select(rule => rule.Id);

        var documented = Heading().Matches(Docs).Select(heading => heading.Groups["id"].Value);

        documented.Should().Equal(factors);
        Example().Count(Docs).Should().Be(Docs.Split("```json").Length - 1);
    }

    [Fact]
    public void The_table_of_risk_factors_matches_the_code()
    {
        var rows = RiskFactors.All.Select(rule => $"| `{rule.Id}` | {rule.Meaning} | {rule.Points} |\n");

        var documented = Docs;

        documented.Should().ContainAll(rows);
    }

    [Fact]
    public void Former_factor_ids_are_documented()
    {
        var rows = RiskFactors.All.Where(rule => rule.FormerId is not null)
            .Select(rule => $"| `{rule.FormerId}` | `{rule.Id}` |\n").ToList();

        rows.Should().HaveCount(3);
        Docs.Should().ContainAll(rows);
    }

    [Fact]
    public void Every_risk_class_is_documented()
    {
        var rows = Enum.GetValues<RiskClass>().Select(risk => $"| `{risk.Word()}` | ");

        var documented = Docs;

        documented.Should().ContainAll(rows);
    }

    private static string SectionOf(string id) =>
        Docs.Split("\n### ").Single(section => section.StartsWith($"`{id}`\n", StringComparison.Ordinal));

    private static string ResultOf(Match example)
    {
        var plan = PlanText.Single(example.Groups["plan"].Value.Insert(1, "\"format_version\":\"1.2\","));
        var facts = new ProjectFacts("example", example.Groups["environment"].Value, plan) { Cost = CostOf(example) };
        var risk = ReviewRules.Judge(
            facts, new ReviewContext(new DateOnly(2026, 11, 21)) { Policy = PolicyOf(example) }).Risk;
        var factors = risk.Factors.Select(factor => $"`{factor.Id}` {factor.Points} ({factor.Evidence})");
        return $"`{risk.Class.Word()}`, score {risk.Score}: {string.Join(", ", factors)}";
    }

    private static ProjectCost? CostOf(Match example) => !example.Groups["before"].Success ? null : new ProjectCost
    {
        Label = "example",
        Currency = "USD",
        Before = decimal.Parse(example.Groups["before"].Value, CultureInfo.InvariantCulture),
        After = decimal.Parse(example.Groups["after"].Value, CultureInfo.InvariantCulture),
    };

    private static PolicySettings PolicyOf(Match example) =>
        !example.Groups["before"].Success ? PolicySettings.None : new PolicySettings
        {
            Rules = [new PolicyRule(
            "budget", new RuleKind.Cost(MaxIncrease: 200, MaxPercent: null, MaxTotal: null, Currency: null))],
        };

    [GeneratedRegex(
        @"^```json(?: environment=(?<environment>\w+))?(?: cost=(?<before>\d+)\.\.(?<after>\d+))?\n"
        + @"(?<plan>\{.*?^\})\n```\n\n> (?<result>[^\n]*)$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("^### `(?<id>[a-z-]+)`$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
