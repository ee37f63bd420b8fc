using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

public sealed class PolicyRulesTests
{
    private static readonly RuleKind Named = new RuleKind.Naming(PolicyData.Types("*"), PolicyData.Any("good"));

    [Theory]
    [InlineData(UnknownHandling.Pass, "")]
    [InlineData(UnknownHandling.Warn, "Unknown")]
    [InlineData(UnknownHandling.Fail, "Unknown, counts")]
    public void Unknown_values_count_as_configured_in_the_rule(UnknownHandling handling, string expected)
    {
        var context = PolicyData.With([new PolicyRule("rule", Named) { Unknown = handling }]);

        var found = context.Findings(PolicyData.Create("x_y", $$"""{"name":{{Given.Unknown}}}"""));

        string.Join("; ", found.Select(finding => $"{finding.Verdict}{(finding.Counts ? ", counts" : "")}")).Should()
            .Be(expected);
    }

    [Fact]
    public void A_finding_contains_all_details_of_its_rule()
    {
        var rule = new PolicyRule("names", Named)
        {
            Level = PolicyLevel.Approve, Approvers = ["dba"],
            Why = "people search for them", Docs = "https://wiki.acme.example/names"
        };

        var finding = PolicyData.With([rule]).Findings(PolicyData.Create("x_y", """{"name":"bad"}""")).Single();

        finding.Should()
            .BeEquivalentTo(
                new Finding(
                    "names", "naming", PolicyLevel.Approve, FindingVerdict.Fail, new ResourceAddress("x_y.a"), "name")
                {
                    Actual = "\"bad\"",
                    Expected = "\"good\"",
                    Why = "people search for them",
                    Docs = "https://wiki.acme.example/names",
                    Fix = "Change name to match \"good\"",
                    Approvers = ["dba"],
                    Counts = true,
                });
    }

    [Theory]
    [InlineData(PolicyLevel.Approve, "platform")]
    [InlineData(PolicyLevel.Advise, "")] // nobody needs to lift it
    [InlineData(PolicyLevel.Block, "")] // nobody can
    public void Only_findings_that_need_approval_have_approvers(PolicyLevel level, string approvers)
    {
        var context = PolicyData.With([new PolicyRule("rule", Named) { Level = level }]);

        var finding = context.Findings(PolicyData.Create("x_y", """{"name":"bad"}""")).Single();

        string.Join(",", finding.Approvers).Should().Be(approvers);
    }

    [Fact]
    public void A_rule_uses_its_environment_specific_settings()
    {
        var rule = new PolicyRule("rule", Named)
        {
            In = new Dictionary<string, PolicyRule>
            {
                ["prod"] = new("rule",
                new RuleKind.Naming(PolicyData.Types("*"), PolicyData.Any("${env}-*")))
                { Level = PolicyLevel.Advise }
            },
        };
        var context = PolicyData.With([rule]);
        var change = PolicyData.Create("x_y", """{"name":"bad"}""");

        var found = new[] { context, context with { Environment = "dev" }, context with { Environment = null } }.Select(
            at => at.Findings(change).Single());

        found.Select(finding => (finding.Expected, finding.Level)).Should().Equal(
            ("\"prod-*\"", PolicyLevel.Advise), ("\"good\"", PolicyLevel.Block), ("\"good\"", PolicyLevel.Block));
    }

    [Fact]
    public void Findings_are_ordered_by_rule_address_and_attribute()
    {
        var context = PolicyData.With(
            [new PolicyRule("z", Named),
                new PolicyRule("a",
                    PolicyData.Attributes(
                        new(PolicyData.Types("*"), null) { Require = PolicyData.When(("y", "1"), ("x", "1")) }))]);

        var findings = context.Findings(
            PolicyData.Create("b_b", """{"name":"bad"}"""), PolicyData.Create("a_a", """{"name":"bad"}"""));

        findings.Select(finding => $"{finding.Rule} {finding.Address} {finding.Attribute}").Should().Equal(
            "z a_a.a name", "z b_b.a name", "a a_a.a x", "a a_a.a y", "a b_b.a x", "a b_b.a y");
    }

    [Fact]
    public void Cost_rules_yield_no_attribute_findings()
    {
        var context = PolicyData.With(new RuleKind.Cost(1, null, null, null));

        context.Findings(PolicyData.Create("aws_instance")).Should().BeEmpty();
    }

    [Fact]
    public void Values_are_shown_on_one_line_with_control_characters_escaped()
    {
        var finding = PolicyData.With(Named).Findings(PolicyData.Create("x_y", """{"name":"a\u001b[2J\nb"}"""))
            .Single();

        finding.Actual.Should().Be("\"a\\u001b[2J\\nb\"");
    }
}
