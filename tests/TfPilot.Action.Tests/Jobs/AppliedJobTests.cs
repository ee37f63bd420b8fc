using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.Action.Tests.Jobs;

[Collection("the current folder")]
public sealed class AppliedJobTests : IDisposable
{
    private readonly ActionStep step = new();

    public AppliedJobTests() => step.Write("plan.json", PlanJson.Create);

    public void Dispose() => step.Dispose();

    [Fact]
    public void The_comment_of_an_applied_plan_is_frozen_and_the_next_plan_gets_a_new_one()
    {
        step.Run(("plan", "plan.json"));
        var url = step.Comments.Single().Url;

        var run = step.Run(("command", "applied"));

        run.ExitCode.Should().Be(0, run.ToString());
        step.Outputs.Should().Contain("comment-url", url).And.Contain("reason-code", "applied");
        var frozen = step.Comments.Single().Body;
        frozen.Should()
            .Contain(
                "**Applied** by [this run](https://github.test/acme/infra/actions/runs/15390/attempts/2)").And.Contain(
                    "1 creation");
        step.Runs(20000).Run(("plan", "plan.json"));
        step.Comments.Select(comment => comment.Body.Contains("**Applied**", StringComparison.Ordinal)).Should()
            .Equal(true, false);
        step.Comments.First().Body.Should().Be(frozen);
    }

    [Fact]
    public void After_the_merge_the_pull_request_is_found_by_the_commit()
    {
        step.Run(("plan", "plan.json"));
        step.Pull.State = "merged";
        step.Pull.MergedAs = FakeRepository.Sha("merge");
        step.Variables["GITHUB_SHA"] = FakeRepository.Sha("merge").Text;
        step.OnEvent("push", "{}");

        step.Run(("command", "applied"));

        step.Comments.Single().Body.Should().Contain("**Applied**");
    }

    [Fact]
    public void A_commit_without_a_pull_request_has_no_comment_to_freeze()
    {
        step.OnEvent("push", "{}");

        var run = step.Run(("command", "applied"));

        run.ExitCode.Should().Be(0, run.ToString());
        run.Log.Should().Contain("There is no pull request comment to freeze.");
    }
}
