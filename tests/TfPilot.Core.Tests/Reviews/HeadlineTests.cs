using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Reviews;

public sealed class HeadlineTests
{
    [Fact]
    public void The_headline_shows_the_worst_class_and_its_projects_changes() =>
        Headline.Of(
            A.Review(A.Project("a", "prod", [A.Delete("t.a"), A.Update("t.b")]),
                A.Project("b", "stage", [A.Create("t.c")])))
            .Should().Be("Destructive in prod: 1 destroy, 1 change");

    [Fact]
    public void Projects_without_an_environment_are_shown_by_name() =>
        Headline.Of(A.Review(A.Project("a", null, [A.Update("t.b")]), A.Project("b", "stage", [A.Update("t.c")])))
            .Should().Be("Medium in a and stage: 2 changes");

    [Fact]
    public void Many_projects_are_summarized_by_count() =>
        Headline.Of(A.Review([.. Enumerable.Range(0, 5).Select(i => A.Project($"p{i}", null, [A.Create("t.b")]))]))
            .Should().Be("Safe in 5 projects: 5 creations");

    [Theory]
    [InlineData(PolicyLevel.Block, "🟥", "Safe in prod: 1 creation · policy blocks")]
    [InlineData(PolicyLevel.Approve, "🟨", "Safe in prod: 1 creation · needs approval")]
    [InlineData(PolicyLevel.Advise, "🟩", "Safe in prod: 1 creation")]
    public void The_policy_result_is_shown_if_it_requires_an_action(PolicyLevel level, string icon, string text)
    {
        var review = A.Review(A.Project(changes: [A.Create("t.a")]) with { Findings = [A.Finding(level: level)] });

        (Headline.Icon(review), Headline.Of(review)).Should().Be((icon, text));
    }

    [Theory]
    [InlineData(10, 222.40, "Safe in prod: 1 creation · +$212/month")]
    [InlineData(10, 8, "Safe in prod: 1 creation · -$2.00/month")]
    [InlineData(10, 10.99, "Safe in prod: 1 creation")] // less than a dollar is not worth a word
    public void The_cost_is_shown_from_the_threshold_on(decimal before, decimal after, string text) =>
        Headline.Of(A.Review(A.Priced(A.Project(changes: [A.Create("t.a")]), A.Cost("t.a", before, after)))).Should()
        .Be(text);

    [Fact]
    public void Changed_outputs_alone_are_not_no_changes() =>
        Headline.Of(
            A.Review(A.Project(risk: A.Risk(RiskClass.Safe),
                plan: plan => plan with { Outputs = [new("x", PlanAction.Create, RedactedJson.Null, A.Json("1"))] })))
            .Should().Be("Safe in prod: 1 output");

    [Fact]
    public void Unreadable_inputs_are_shown_first() =>
        Headline.Of(Review.Of([A.Project()], [A.Problem(), A.Problem()])).Should()
        .Be("2 inputs could not be read · No changes in prod");

    [Fact]
    public void Every_class_verdict_and_action_has_a_text()
    {
        foreach (var risk in Enum.GetValues<RiskClass>())
        {
            var review = A.Review(A.Project(risk: A.Risk(risk)));

            Headline.Of(review).Should().NotBeEmpty();
            Headline.Icon(review).Should().NotBeEmpty();
            Headline.NextStep(review).Should().NotBeEmpty();
        }

        foreach (var action in Enum.GetValues<PlanAction>())
        {
            var change = A.Change("t.a", ["x"]) with { Action = action };

            (change.Sign() + change.Verb() + change.ClassOf()).Should().NotBeEmpty();
        }

        foreach (var kind in Enum.GetValues<LossKind>()) Losses.Title(kind, 2).Should().StartWith("2 resources");
    }
}
