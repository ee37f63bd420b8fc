using System.Buffers;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>All outputs show the same counts.</summary>
public sealed class CountsTests
{
    private static readonly TerminalStyle Plain = new(Color: false, Width: 200);

    [Theory]
    [InlineData("delete,create", "1 to add, 0 to change, 1 to destroy · 1 replacement")]
    [InlineData("create,delete", "1 to add, 0 to change, 1 to destroy · 1 replacement")]
    [InlineData("create", "1 to add, 0 to change, 0 to destroy")]
    [InlineData("delete", "0 to add, 0 to change, 1 to destroy")]
    [InlineData("update", "0 to add, 1 to change, 0 to destroy")]
    [InlineData("forget", "0 to add, 0 to change, 0 to destroy, 1 to forget")]
    // the old object is kept
    [InlineData("create,forget", "1 to add, 0 to change, 0 to destroy, 1 to forget · 1 replacement")]
    [InlineData("read", "0 to add, 0 to change, 0 to destroy · 1 read")]
    public void Text_output_counts_like_Terraform(string actions, string expected)
    {
        var project = A.Project(changes: [Given.Change(actions, data: actions == "read")]);

        TerminalText.Write(A.Review(project), Plain).Split('\n')[2].Trim().Should().Be(expected);
    }

    [Fact]
    public void Imports_are_counted_first_as_in_Terraform() =>
        TerminalText.Write(A.Review(A.Project(changes: [Given.Change("update", import: true)])), Plain)
            .Should().Contain("  1 to import, 0 to add, 1 to change, 0 to destroy\n");

    [Fact]
    public void An_import_with_an_unknown_id_shows_known_after_apply()
    {
        var import = Given.Change("no-op", address: "t.a") with { Importing = PlanValue.Unknown.Value };

        TerminalText.Write(A.Review(A.Project(changes: [import])), Plain)
            .Should().Contain("t.a  id (known after apply)\n");
    }

    [Fact]
    public void A_replacement_counts_as_add_and_destroy_in_the_comment_too()
    {
        var project = A.Project(changes: [Given.Change("delete,create")]);

        Markdown(A.Review(project)).Should()
            .Contain("Terraform: 1 to add, 0 to change, 1 to destroy");
        Markdown(A.Review(project, A.Project("web", changes: [Given.Change("update")]))).Should()
            .Contain("`orders` prod, destructive 0 | 1 to add, 0 to change, **1 to destroy** · 1 replacement |")
            .And.Contain("`web` prod, medium 0 | 0 to add, 1 to change, 0 to destroy |");
    }

    [Fact]
    public void Policy_finding_counts_are_the_same_in_text_and_JSON()
    {
        var findings = from level in Enum.GetValues<PolicyLevel>()
                       from verdict in Enum.GetValues<FindingVerdict>()
                       where verdict != FindingVerdict.Pass
                       select A.Finding($"{level}-{verdict}".ToLowerInvariant(), level, verdict);
        var project = A.Project() with
        {
            Findings = [.. findings, A.Finding("strict", verdict: FindingVerdict.Unknown) with { Counts = true }],
        };

        var text = PolicyWords.Counts(project);

        text.Should().Be("3 fail (1 must be fixed, 1 needs approval, 1 advice), "
            + "4 unknown (1 must be fixed, 1 advice), 3 waived, 3 ignored");
        Json(A.Review(project))["policy"]!.ToJsonString().Should()
            .Be("""{"fail":3,"unknown":4,"waived":3,"ignored":3}""");
    }

    [Theory]
    [InlineData(PolicyLevel.Block, "1 fails (must be fixed)")]
    [InlineData(PolicyLevel.Approve, "1 fails (needs approval)")]
    [InlineData(PolicyLevel.Advise, "1 fails (advice)")]
    public void A_finding_count_states_its_requirement(PolicyLevel level, string expected) =>
        PolicyWords.Counts(A.Project() with { Findings = [A.Finding(level: level)] }).Should().Be(expected);

    [Fact]
    public void Resources_without_an_applicable_rule_are_reported_in_every_output()
    {
        var review = A.Review(A.Project() with { Unjudged = [new("acme/acme", 3), new("acme/other", 1)] });

        TerminalText.Write(review, Plain).Should().Contain(
            "? Provider acme/acme is not supported by rules about tags, regions and sizes: 3 resources not checked\n");
        Markdown(review).Should().Contain(
            "- Provider `acme/other` is not supported by rules about tags, regions and sizes: 1 resource not checked");
        Json(review)["projects"]![0]!["policy"]!["unjudged"]!.ToJsonString().Should()
            .Be("""[{"provider":"acme/acme","resources":3},{"provider":"acme/other","resources":1}]""");
        review.Verdict.Should().Be(Verdict.Pass);
    }

    [Theory]
    [InlineData("check.health", "fail", "the site is down", "Check health failed: the site is down.")]
    [InlineData("aws_instance.web", "fail", null, "Check aws_instance.web failed.")]
    [InlineData("var.size", "error", null, "Check var.size could not be evaluated.")]
    public void A_failed_check_is_reported_in_words(string address, string status, string? message, string expected)
    {
        var project = A.Project(plan: plan => plan with
        {
            Checks = [new(address, status, message is null ? [] : [message])],
        });

        project.Attention.Should().Equal(expected);
    }

    [Fact]
    public void A_usage_based_cost_is_never_shown_as_an_amount()
    {
        var topic = new PricedResource("aws_sns_topic.t", "aws_sns_topic", null, 0,
            [new("Requests", "1M requests", null, null, UsageBased: true)]);
        var queue = topic with { Address = "aws_sqs_queue.q", Monthly = 0 };
        var project = A.Priced(
            A.Project(changes: [Given.Change("create", "aws_sns_topic", "aws_sns_topic.t"),
                Given.Change("create", "aws_sqs_queue", "aws_sqs_queue.q")]),
            new ResourceCost("aws_sns_topic.t", "aws_sns_topic", null, topic),
            new ResourceCost("aws_sqs_queue.q", "aws_sqs_queue", null, queue));
        var review = A.Review(project, A.Project("web"));

        var texts = TerminalText.Write(A.Review(project), Plain) + Markdown(A.Review(project))
            + TerminalText.Write(review, Plain) + Markdown(review);

        texts.Should().NotContain("$0.00").And.Contain("cost depends on usage")
            .And.Contain("Cost in prod depends on usage of 2 resources")
            .And.Contain("- `aws_sqs_queue.q`, create: – → depends on usage\n");
    }

    private static string Markdown(Review review) => ReviewMarkdown.Write(review, new(MarkdownBudget.Comment));

    private static JsonNode Json(Review review)
    {
        var output = new ArrayBufferWriter<byte>();
        ReviewJson.Write(review, output);
        return JsonNode.Parse(output.WrittenSpan)!;
    }
}
