using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

public sealed class PolicyExplanationTests
{
    private static readonly Plan Plan = Given.Plan(
        PolicyData.Create("aws_vpc", $$"""
            {"tags":null,"tags_all":{"owner":"you@acme.com","cost-center":"1001","env":{{Given.Unknown}} },
              "arn":"arn:aws:ec2:eu-west-1:1:vpc/a"}
            """),
        Given.Change("delete", "aws_db_instance"))
        .Configured(
            "aws", [PolicyData.Provider("aws", "{}")], new ModuleCall("module.net", "./net", null, RedactedJson.Null));

    private static readonly PolicyContext Context = PolicyData.With(SampleRules.All)
        .Waiving(new Waiver("core-tags", ["*"], [], new(2026, 1, 1), "later"));

    [Fact]
    public void An_explanation_includes_scope_type_value_matcher_verdict_and_waiver()
    {
        var lines = Lines("core-tags", "aws_vpc.a");

        lines.Should().Equal(
            "Rule core-tags (tags) at aws_vpc.a in prod",
            "  Its level is block, unknown values warn, scope changed.",
            "  The rule applies to resources of type aws_vpc.",
            "  The plan's action is create, which is in scope.",
            "  tags.owner: pass",
            "    Found \"you@acme.com\" in tags_all.",
            "    Wanted /^[a-z.]+@acme\\.com$/.",
            "  tags.cost-center: pass",
            "    Found \"1001\" in tags_all.",
            "    Wanted one of \"1001\", \"1002\".",
            "  tags.env: unknown",
            "    Found (known after apply) in tags_all.",
            "    Wanted \"prod\".",
            "    Its value is unknown before apply, or hidden: the rule lets this warn.",
            "    Waiver expired on 2026-01-01.");
    }

    [Theory]
    [InlineData("eu-only", "aws_vpc.a", "    Found \"eu-west-1\" in the ARN.")]
    [InlineData("eu-only", "aws_db_instance.a", "  The plan's action is delete, which is out of scope.")]
    [InlineData("keep-data", "aws_db_instance.a", "  The resource: fail")]
    [InlineData("keep-data", "aws_vpc.a", "  The rule does not apply to resources of type aws_vpc.")]
    [InlineData("names", "aws_vpc.a", "  The resource has nothing that the rule checks, so it passes.")]
    [InlineData("names", "module.net", "  The rule checks resources, but this is a module.")]
    [InlineData("sources", "module.net", "  source: pass")]
    [InlineData("sources", "aws_vpc.a", "  The configuration of this address has nothing that the rule checks.")]
    [InlineData("providers", "", "  hashicorp/aws: pass")]
    [InlineData("budget", "", "  It is evaluated with the cost estimate, not the plan.")]
    public void Each_rule_is_explained_for_the_given_address(string rule, string address, string line) =>
    Lines(rule, address).Should().Contain(line);

    [Theory]
    [InlineData("core-tgs", "aws_vpc.a", "there is no rule core-tgs; did you mean core-tags?")]
    [InlineData("x", "aws_vpc.a",
        "there is no rule x; there are names, core-tags, eu-only, sizes, no-keys, keep-data, private, sources, " +
        "providers, budget")]
    [InlineData("names", "aws_vcp.a", "the plan has nothing at aws_vcp.a; did you mean aws_vpc.a?")]
    [InlineData("names", "x", "the plan has nothing at x; there are aws_vpc.a, aws_db_instance.a, module.net")]
    public void An_unknown_rule_or_address_is_reported_with_a_hint(string rule, string address, string message)
    {
        var explanation = PolicyExplanation.Of(Plan, Context, rule, address);

        explanation.Should().BeOfType<Validated<PolicyExplanation>.Invalid>().Which.Problems.Single().Message.Should()
            .Be(message);
    }

    [Fact]
    public void Every_kind_of_rule_can_be_explained()
    {
        var explanations = Context.Settings.Rules.Select(rule => Lines(rule.Id, "aws_vpc.a"));

        explanations.Should().OnlyContain(lines => lines.Count > 2);
        Context.Settings.Rules.Select(rule => rule.Kind.GetType()).Should()
            .BeEquivalentTo(typeof(RuleKind).GetNestedTypes());
    }

    private static List<string> Lines(string rule, string address) =>
        [.. PolicyExplanation.Of(Plan, Context, rule, address)
            .Match(explanation => Indented(explanation, ""),
                problems => throw new InvalidOperationException(string.Join(' ', problems)))];

    private static IEnumerable<string> Indented(PolicyExplanation at, string indent) =>
        at.Steps.SelectMany(step => Indented(step, indent + "  ")).Prepend(indent + at.Sentence);
}
