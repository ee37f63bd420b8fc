using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Risks;

public sealed class ScoreTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 5)]
    [InlineData(15, 22)]
    [InlineData(40, 49)]
    [InlineData(60, 63)]
    [InlineData(90, 78)]
    [InlineData(120, 86)]
    [InlineData(1000, 100)]
    [InlineData(-4, 0)]
    public void The_score_rises_with_the_points_up_to_a_hundred(int points, int score)
    {
        RiskFactor[] factors = [new("x", points, null, "")];

        var result = Risk.ScoreOf(factors);

        result.Should().Be(score);
    }

    [Theory]
    [InlineData("prod", "env 20: prod weighs ×1.5", 63)]
    [InlineData("eu-production", "env 20: eu-production weighs ×1.5", 63)]
    [InlineData("dev", "env -16: dev weighs ×0.6", 33)]
    [InlineData("stage", null, 49)]
    // whole words count, not prefixes
    [InlineData("productivity", "env 0: productivity weighs ×1, because its name contains no known stage", 49)]
    [InlineData("non-prod", null, 49)]
    [InlineData(null, null, 49)]
    public void The_environment_weights_the_points(string? environment, string? factor, int score)
    {
        var plan = Given.Plan(Given.Change("delete", "aws_s3_bucket"));

        var risk = RiskRules.Assess(plan, RiskSettings.For(environment));

        risk.Factors("env").Should().Equal(factor is null ? [] : [factor]);
        risk.Score.Should().Be(score);
    }

    [Fact]
    public void Without_risk_factors_the_environment_has_no_effect()
    {
        var plan = Given.Plan(Given.Change("create"));

        var risk = RiskRules.Assess(plan, RiskSettings.For("prod"));

        risk.Factors.Should().BeEmpty();
        risk.Score.Should().Be(0);
    }

    [Fact]
    public void Risk_factors_are_ordered_by_points_id_and_address_with_the_environment_last()
    {
        var changes = new[] { Given.Change("update", "aws_vpc", "aws_vpc.b"), Given.Change("update", "aws_vpc"),
            Given.Change("delete", "aws_s3_bucket") };

        var risk = RiskRules.Assess(Given.Plan(changes), RiskSettings.For("prod"));

        risk.Factors.Select(factor => $"{factor.Id} {factor.Points} {factor.Address}".TrimEnd()).Should().Equal(
            "data-loss 40 aws_s3_bucket.a", "core-network 20 aws_vpc.a", "core-network 20 aws_vpc.b", "size 5",
            "env 43");
    }
}
