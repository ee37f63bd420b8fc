using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Reviews;

public sealed class ReviewTests
{
    [Fact]
    public void Projects_are_ordered_by_risk_class_then_score_then_name()
    {
        ProjectReview Of(string name, RiskClass risk, int score) => A.Project(name, risk: new Risk(risk, score, []));

        var review = A.Review(
            Of("e", RiskClass.None, 0), Of("d", RiskClass.Safe, 9), Of("b", RiskClass.Destructive, 50),
            Of("c", RiskClass.Medium, 90),
            Of("a", RiskClass.Destructive, 50), Of("z", RiskClass.Destructive, 60), Of("y", RiskClass.Unknown, 0),
            Of("B", RiskClass.Destructive, 50));

        review.Projects.Select(project => project.Name).Should().Equal("y", "z", "B", "a", "b", "c", "d", "e");
    }

    [Fact]
    public void Projects_with_the_same_name_are_numbered_without_using_an_existing_name()
    {
        var review = A.Review(A.Project("a"), A.Project("a"), A.Project("a (2)"), A.Project("a"));

        review.Projects.Select(project => project.Name).Should().BeEquivalentTo("a", "a (2)", "a (3)", "a (4)");
    }

    [Fact]
    public void Problems_are_ordered_by_path() =>
        Review.Of([], [A.Problem("b"), A.Problem("a")]).Problems.Select(problem => problem.Path).Should()
        .Equal("a", "b");
}
