using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Risks;
using TfPilot.Core.Tests.Reviews;

namespace TfPilot.Core.Tests.Limits;

public sealed class WorkBudgetTests
{
    public static TheoryData<string, Action> Work() => new()
    {
        { "path globs", () => Forever(() => new PathGlob("**/a/**").Matches("a/b/c")) },
        { "globs", () => Forever(() => new Glob("a*b*c").Matches("abcabcabc")) },
        { "walks up", () => Forever(() => FolderPath.Of("a/b/c")) },
        { "values", () => Forever(() => A.Json("""{"a":{"b":[1,2]}}""").Value()) },
        { "differences", () => Forever(() => AttributeDiff.Of(A.Update("t.a"))) },
        { "reaches", () => Forever(() => Chain(10).ReachOf("t.0")) },
    };

    [Theory]
    [MemberData(nameof(Work))]
    public void Work_over_the_budget_is_stopped(string name, Action work)
    {
        var cost = Bounded.Run(() =>
        {
            WorkBudget.Use(new(() => throw new WorkBudgetException("enough")));
            work();
        });

        cost.Failure.Should().BeOfType<WorkBudgetException>(because: name);
    }

    [Fact]
    public void A_broken_template_does_not_hide_an_exceeded_budget()
    {
        var cost = Bounded.Run(() =>
        {
            WorkBudget.Use(new(() => throw new WorkBudgetException("enough")));
            Forever(() => Core.Reviews.ReviewMarkdown.Write(Samples.All["destructive"],
                new(MarkdownBudget.Comment)
                { UserTemplates = new Dictionary<string, string> { ["next.scriban"] = "{{step}}" } }));
        });

        cost.Failure.Should().BeOfType<WorkBudgetException>();
    }

    [Fact]
    public void A_long_dependency_chain_is_assessed_in_time_with_a_lower_bound()
    {
        const int blocks = 20_000;
        var plan = new Plan
        {
            FormatVersion = "1.2", Graph = Chain(blocks),
            Changes = [.. Enumerable.Range(0, blocks / 2).Select(i => A.Update($"t.{i}"))]
        };
        Risk? risk = null;

        var cost = Bounded.Run(() => risk = RiskRules.Assess(plan, RiskSettings.For("prod")));

        cost.Should()
            .Match<Cost>(cost => cost.Failure == null && cost.Time < TimeSpan.FromSeconds(25) && cost.Bytes < 1L << 30);
        risk!.Factors.Single(factor => factor.Id == "blast").Evidence.Should().Contain("at least");
    }

    private static DependencyGraph Chain(int blocks) =>
        new(Enumerable.Range(0, blocks)
            .ToDictionary(i => $"t.{i}", i => (IReadOnlyList<string>)(i + 1 < blocks ? [$"t.{i + 1}"] : [])),
            hidden: false);

    private static void Forever(Action work)
    {
        while (true) work();
    }
}
