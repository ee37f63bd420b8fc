using System.Buffers;
using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.Plans;
using TfPilot.Core.Tests.Policies;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>
/// A secret of the plan is also masked in the other inputs: scanner results, estimates, source comments, rules and
/// waivers.
/// </summary>
public sealed class SecretsBesidePlanTests
{
    private const string Secret = "Zk9-correct-horse";

    private static readonly Plan Plan = PlanText.Single("""
        {"format_version":"1.2","resource_changes":[{"address":"aws_vpc.a","type":"aws_vpc","change":{"actions":["create"],"before":null,
         "after":{"p":"Zk9-correct-horse","name":"bad"},"after_sensitive":{"p":true}}}]}
        """);

    [Theory]
    [InlineData(Secret)]
    [InlineData("see https://app:Zk9-correct-horse@host/x")]
    [InlineData("Basic YXBwOlprOS1jb3JyZWN0LWhvcnNl")]
    [InlineData("?token=Zk9%2Dcorrect-horse")]
    public void No_output_format_shows_a_secret_from_outside_the_plan(string text)
    {
        var facts = new ProjectFacts("orders", "prod", Plan)
        {
            Scanned = [new ScannerResult(
                "trivy/X-1", ScannerLevel.Error, text) { Docs = text, File = "main.tf", Suppression = null }],
            Cost = Estimate(text, "aws_vpc.a"),
            Sources = SourceIndex.Of("",
                [new HclBlock("main.tf", "aws_vpc.a", 1, 3) { ModuleSource = text,
                    Ignores = [new IgnoreComment("r", null, text)] }]),
        }.WithoutSecrets();

        var shown = Output(facts, text);

        shown.Should()
            .NotContain(text).And.NotContain(Secret).And.NotContain("YXBwOlprOS1jb3JyZWN0LWhvcnNl").And.NotContain(
                "Zk9%2Dcorrect");
        shown.Should().Contain("(masked)");
    }

    [Fact]
    public void Resource_addresses_of_an_estimate_are_not_masked()
    {
        var facts = new ProjectFacts(
            "orders", "prod", Plan)
        { Cost = Estimate(Secret, $"aws_vpc.{Secret}") }.WithoutSecrets();

        facts.Cost!.Resources.Should().ContainSingle().Which.Address.Should().Be($"aws_vpc.{Secret}");
    }

    private static string Output(ProjectFacts facts, string why)
    {
        var rule =
            new PolicyRule("names", new RuleKind.Naming(PolicyData.Types("*"), PolicyData.Any("good"))) { Why = why };
        var review = Review.Of(
            [ReviewRules.Judge(facts,
                new ReviewContext(new(2026, 1, 2)) { Policy = PolicySettings.None with { Rules = [rule] } })], []);
        var (json, sarif, written) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>(),
            new ArrayBufferWriter<byte>());
        ReviewJson.Write(review, json);
        ReviewSarif.Write(review, "1.0.0", sarif);
        FactsWriter.Write(new ReviewFacts([facts], []), written);
        return string.Concat(
            TerminalText.Write(review, new(Color: false, Width: 1000)),
            ReviewMarkdown.Write(review, new(MarkdownBudget.JobSummary)),
            ReviewJUnit.Write(review),
            Encoding.UTF8.GetString(json.WrittenSpan),
            Encoding.UTF8.GetString(sarif.WrittenSpan),
            Encoding.UTF8.GetString(written.WrittenSpan));
    }

    private static ProjectCost Estimate(string text, string address) => new()
    {
        Label = text,
        Name = text,
        Path = text,
        Currency = "USD",
        Before = 0,
        After = 100,
        Resources =
        [
            new(address, "aws_vpc", null,
                new PricedResource(
                    address, "aws_vpc", 100, 0, [new CostComponent(text, "hours", 1, 100, UsageBased: false)])),
        ],
    };
}
