using TfPilot.Delivery.Records;
using TfPilot.Delivery.Reports;

namespace TfPilot.Delivery.Tests.Reports;

public class AppliedCommentTests
{
    [Theory]
    [InlineData("`prod` is applied", ApplyStatus.Applied, ApplyStatus.Nothing)]
    [InlineData("`prod` is partly applied", ApplyStatus.Applied, ApplyStatus.Failed)]
    [InlineData("`prod` is partly applied", ApplyStatus.Partial, ApplyStatus.Failed)]
    [InlineData("`prod` failed", ApplyStatus.Failed, ApplyStatus.Failed)]
    [InlineData("`prod` unknown", ApplyStatus.Unknown, ApplyStatus.Failed)]
    [InlineData("`prod` is being applied", ApplyStatus.Applied, null)]
    public void The_headline_names_the_state_of_the_environment(
        string headline, ApplyStatus? first, ApplyStatus? second)
    {
        var body = Body([.. new[] { first, second }.Select(FailureCategoryTests.Outcome)]);

        body.Should().StartWith($"{ReportMarker.Comment}\n### {headline}\n");
    }

    [Fact]
    public void Each_environment_is_named()
    {
        var applied = FailureCategoryTests.Outcome(ApplyStatus.Applied);

        var body = Body([applied with { Environment = "dev", IsVerified = true }, applied with { IsVerified = false }]);

        body.Should().Contain("### `dev` is applied and verified, `prod` verification failed\n")
            .And.Contain("| `prod` | `live/web` | verification failed, see #5 | [run 12, attempt 1](");
    }

    private static string Body(IReadOnlyList<ApplyOutcome> outcomes) =>
        AppliedComment.Body(outcomes, _ => 5, new("https://github.com/acme/infra"));
}
