using System.Text.RegularExpressions;
using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Settings;
using TfPilot.Core.Tests.Costs;
using TfPilot.Core.Tests.Plans;

namespace TfPilot.Core.Tests.Policies;

public sealed partial class PolicyDocsTests
{
    private static readonly string Docs = File.ReadAllText(Repository.PathOf("docs", "reference", "policy.md"))
        .ReplaceLineEndings("\n");

    public static TheoryData<string> Examples => [.. WithExamples];

    private static IEnumerable<string> WithExamples =>
        Sections.Where(section => section.Value.Contains("```\n\n> ", StringComparison.Ordinal))
        .Select(section => section.Key);

    private static Dictionary<string, string> Sections =>
        Docs.Split("\n##").Skip(1)
        .ToDictionary(section => section.Split('\n')[0].Trim('#', ' ', '`'), section => section);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_yields_the_documented_findings(string section)
    {
        var example = Example().Match(Sections[section]);

        var shown = example.Groups["result"].Value;

        shown.Should().Be(ResultOf(example)).And.NotBeEmpty();
    }

    [Fact]
    public void Every_kind_of_rule_has_a_section_with_an_example()
    {
        var kinds = SampleRules.All.Select(rule => rule.Kind.Word);

        var documented = Kind().Matches(Docs).Select(heading => heading.Groups["kind"].Value);

        documented.Should().Equal(kinds);
        kinds.Should()
            .OnlyContain(kind => Rules(Yaml().Match(Sections[kind]).Groups["rules"].Value).Single().Kind.Word == kind);
        kinds.Should().BeSubsetOf(WithExamples);
    }

    [Fact]
    public void The_common_attributes_of_every_provider_with_regions_are_documented()
    {
        var rows = Sections["Attributes by provider"].Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .ToDictionary(line => line.Split('`')[1]);

        foreach (var provider in ProviderTable.All.Where(provider => provider.Regions is not null))
            rows[provider.Name].Should().ContainAll(CommonAttributes(provider).Select(name => $"`{name}`"));
    }

    [Theory]
    [InlineData(typeof(PolicyLevel), "Levels")]
    [InlineData(typeof(PolicyScope), "Scope")]
    [InlineData(typeof(FindingVerdict), "Verdicts")]
    public void Every_enum_value_is_documented_in_its_table(Type words, string section)
    {
        var rows = Enum.GetNames(words).Select(word => $"| `{word.ToLowerInvariant()}` | ");

        var documented = Sections[section];

        documented.Should().ContainAll(rows);
    }

    /// <summary>Those of all its types, and the arguments of the provider itself.</summary>
    private static IEnumerable<string> CommonAttributes(ProviderSchema provider)
    {
        var regions = provider.Regions!;
        var tags = provider.Tags.Where(row => row.Types == $"{provider.Name}_*").ToList();
        return regions.Own.Where(own => own.Types == "*").Select(own => own.Path).Concat(regions.Hints)
            .Concat(tags.SelectMany(row => row.Own.Take(2)))
            .Concat([regions.Argument, .. tags.SelectMany(row => new[] { row.All, row.Defaults })])
            .OfType<string>().Select(path => path.Split('.')[0]);
    }

    private static string ResultOf(Match example)
    {
        var settings = Read(example.Groups["rules"].Value);
        var context = new PolicyContext(settings.Policy, "prod", PolicyData.Today).In(
            ("main.tf", example.Groups["hcl"].Value));
        return string.Join("\n", Findings(example.Groups["plan"].Value, context).Select(finding =>
            $"> - `{finding.Verdict.ToString().ToLowerInvariant()}` "
            + (finding.Address is { } address ? $"`{address}` " : "")
            + (finding.Attribute.Length > 0 ? $"`{finding.Attribute}` " : "")
            + $"got `{finding.Actual}`, wants `{finding.Expected}`."
            + ((finding.Note ?? finding.Fix) is { } rest ? $" {rest}." : "")));
    }

    /// <summary>The kinds of rules, for plans or for estimates.</summary>
    private static IReadOnlyList<Finding> Findings(string json, PolicyContext context) =>
        json.Contains("\"projects\"", StringComparison.Ordinal)
        ? CostFindings.Of(An.Difference(An.Read(json)).Projects[0], context)
        : PolicyRules.Evaluate(PlanText.Single(json.Insert(1, "\"format_version\":\"1.2\",")), context);

    private static IReadOnlyList<PolicyRule> Rules(string yaml) => Read(yaml).Policy.Rules;

    private static Core.Settings.Settings Read(string yaml) =>
        SettingsReader.Read(
            "policy.md", $"version: 1\nenvironments: {{ prod: {{ paths: [\"**\"] }} }}\n{yaml}", PolicyData.Today)
        .Match(settings => settings, problems => throw new InvalidOperationException(string.Join('\n', problems)));

    [GeneratedRegex(
        @"(?:^```hcl\n(?<hcl>.*?)^```\n)?^```yaml\n(?<rules>.*?)^```\n```json\n(?<plan>\{.*?^\})\n```\n\n"
        + @"(?<result>(?:>[^\n]*\n?)+)(?<!\n)",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("^```yaml\n(?<rules>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex("^### `(?<kind>[a-z]+)`$", RegexOptions.Multiline)]
    private static partial Regex Kind();
}
