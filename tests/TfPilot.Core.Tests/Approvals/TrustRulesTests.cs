using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Tests.Approvals;

public class TrustRulesTests
{
    private const string File = "acme/ci/.github/workflows/publish.yml";
    private const string Pinned = "0123456789abcdef0123456789abcdef01234567";

    private static readonly ReportingJob Good = new(
        "pull_request", "github-hosted", $"{File}@refs/heads/main", CommitSha.Parse(Pinned));

    [Theory]
    [InlineData($"{File}@refs/heads/main", true)]
    [InlineData($"{File}@{Pinned}", true)] // the commit that the ref pointed to
    [InlineData($"other/ci/.github/workflows/a.yml@refs/heads/main {File}@refs/heads/main", true)]
    [InlineData($"{File}@refs/heads/mai", false)]
    [InlineData($"{File}@refs/heads/main2", false)]
    [InlineData($"{File}@refs/tags/main", false)]
    [InlineData("acme/ci/.github/workflows/Publish.yml@refs/heads/main", false)] // another file
    [InlineData("evil/ci/.github/workflows/publish.yml@refs/heads/main", false)]
    [InlineData($"{File}@89abcdef0123456789abcdef0123456789abcdef", false)] // another commit
    [InlineData($"acme/ci/.github/workflows/other.yml@{Pinned}", false)] // another file at that commit
    public void A_job_is_trusted_if_its_workflow_file_is_listed_at_that_ref_or_commit(string list, bool isGiven)
    {
        var trust = TrustRules.Judge(Good, new(Read(list)));

        trust.IsTrusted.Should().Be(isGiven);
        trust.Objections.Should().HaveCount(isGiven ? 0 : 1);
    }

    [Fact]
    public void A_workflow_called_by_commit_is_trusted_at_that_commit()
    {
        var job = Good with { WorkflowRef = $"{File}@{Pinned}", WorkflowCommit = null };

        TrustRules.Judge(job, new(Read($"{File}@{Pinned}"))).IsTrusted.Should().BeTrue();
    }

    /// <summary>Lists written before the publishing job had its own file may still contain these.</summary>
    [Theory]
    [InlineData("tfpilot-plan.yml", false)]
    [InlineData("tfpilot-plan-app.yml", false)]
    [InlineData("tfpilot-publish.yml", true)]
    public void A_workflow_with_planning_jobs_is_never_trusted(string name, bool isGiven)
    {
        var file = $"tfpilot/tfpilot-actions/.github/workflows/{name}";
        var job = Good with { WorkflowRef = $"{file}@refs/heads/main" };

        var trust = TrustRules.Judge(job, new(Read($"{file}@refs/heads/main {file}@{Pinned}")));

        trust.IsTrusted.Should().Be(isGiven);
        trust.Objections.Should()
            .Equal(isGiven ? [] : [$"the job is defined by {name}, whose planning jobs run the pull request's code " +
                "and may have the same identity; trust tfpilot-publish.yml in its place"]);
    }

    [Fact]
    public void Without_a_list_no_workflow_is_trusted_and_the_reason_says_what_to_do()
    {
        var trust = TrustRules.Judge(Good, new([]));

        trust.Objections.Should()
            .Equal("no workflow is trusted yet; add the publishing workflow to TFPILOT_TRUSTED_WORKFLOWS");
    }

    [Theory]
    [InlineData("pull_request", false, true)]
    [InlineData("merge_group", false, true)]
    [InlineData("pull_request_target", true, false)]
    [InlineData("workflow_dispatch", false, false)] // whoever may push a branch writes that file
    [InlineData("workflow_dispatch", true, true)]
    [InlineData("push", true, false)]
    public void A_run_is_trusted_if_started_by_a_pull_request_or_manually_from_the_default_branch(
        string started, bool isOfDefaultBranch, bool isGiven) =>
        TrustRules.Judge(Good with { Event = started, IsFromDefaultBranch = isOfDefaultBranch },
            new(Read($"{File}@refs/heads/main"))).IsTrusted.Should().Be(isGiven);

    [Theory]
    [InlineData("github-hosted", false, true)]
    [InlineData("self-hosted", false, false)]
    [InlineData(null, false, false)] // GitHub does not say
    [InlineData("self-hosted", true, true)]
    public void A_self_hosted_runner_is_trusted_only_if_allowed(string? runner, bool isAllowed, bool isGiven) =>
        TrustRules.Judge(Good with { RunnerEnvironment = runner },
            new(Read($"{File}@refs/heads/main")) { AllowSelfHosted = isAllowed }).IsTrusted.Should().Be(isGiven);

    [Fact]
    public void Every_trust_problem_is_reported_with_control_characters_escaped()
    {
        var trust = TrustRules.Judge(new("push\n", null, null, null), new(Read($"{File}@refs/heads/main")));

        trust.Objections.Should().Equal(
            "the run was started by 'push\\n', not by pull_request",
            "the job ran on an unknown value, not on a github-hosted runner",
            "the job is defined by an unknown value, which is not on the list of trusted workflows");
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(" ,\n", 0)]
    [InlineData($"{File}@refs/heads/main,{File}@refs/tags/v1\n{File}@{Pinned}", 3)]
    public void The_list_accepts_several_separators(string text, int count) => Read(text).Should().HaveCount(count);

    [Theory]
    [InlineData("acme/ci/.github/workflows/publish.yml")] // at whatever ref
    [InlineData($"{File}@main")]
    [InlineData($"{File}@refs/heads/*")]
    [InlineData($"{File}@refs/heads/")]
    [InlineData($"{File}@refs/pull/7/merge")] // written by whoever proposes
    [InlineData($"{File}@0123456")]
    [InlineData("acme/*/.github/workflows/publish.yml@refs/heads/main")]
    [InlineData("acme/ci/publish.yml@refs/heads/main")]
    [InlineData("acme/ci/.github/workflows/publish.txt@refs/heads/main")]
    [InlineData($"{File}@refs/heads/a@refs/heads/b")]
    [InlineData(Pinned)]
    public void An_entry_that_does_not_name_one_file_at_one_ref_is_a_problem(string entry)
    {
        var read = TrustedWorkflow.ReadAll($"{File}@refs/heads/main {entry} x", "TFPILOT_TRUSTED_WORKFLOWS");

        var problems = read.Match(_ => [], found => found);
        problems.Should().HaveCount(2).And.OnlyContain(problem => problem.Path == "TFPILOT_TRUSTED_WORKFLOWS");
        problems[0].Message.Should().StartWith($"'{entry}' is not a workflow at a fixed ref");
    }

    private static IReadOnlyList<TrustedWorkflow> Read(string text) =>
        TrustedWorkflow.ReadAll(text, "list")
        .Match(found => found, problems => throw new InvalidOperationException($"{problems[0]}"));
}
