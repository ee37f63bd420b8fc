using System.Diagnostics;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Freezes;
using TfPilot.Delivery.Gates;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;

namespace TfPilot.Action.Jobs;

/// <summary>Decides without the App whether the fresh plan may be applied.</summary>
internal sealed class BranchGateFlow(
    JobRequest request, ActionsRuntime actions, Func<GitHubToken, Validated<GitHubClient>> connect,
    TimeProvider clock)
{
    /// <returns>The answer, or the problems that prevent one.</returns>
    public async Task<Validated<GateAnswer>> DecideAsync(DateOnly today, CancellationToken ct)
    {
        if (request.Token is not { } token)
            return new Problem(
                "github-token", "github-token is missing: it reads the settings and the branch's rules.");
        var known = actions.ReadRun().Then(run => actions.ReadEvent().Then(started => connect(new(token))
            .Then<Job>(github => new Job(github, run, started))));
        try
        {
            return known switch
            {
                Validated<Job>.Valid(var job) => await DecideAsync(job, today, ct),
                Validated<Job>.Invalid(var problems) => new Validated<GateAnswer>.Invalid(problems),
                _ => throw new UnreachableException(),
            };
        }
        catch (GitHubException unavailable)
        {
            return new Problem("GitHub", unavailable.Message);
        }
    }

    private async Task<Validated<GateAnswer>> DecideAsync(Job own, DateOnly today, CancellationToken ct)
    {
        var (github, run, started) = own;
        var read = await JobSettingsFlow.ReadAsync(github, run, started, request.Config, today, ct);
        var job = new ReviewJob(request, read, today);
        var judged = job.Judge(await JobIgnores.ReadAsync(github, run, read, job.IgnoreFolders, ct));
        if (judged.Facts.Problems.Count > 0) return new Validated<GateAnswer>.Invalid(judged.Facts.Problems);
        if (judged.Review.Projects is not [var review])
            return new Problem(
                "plan", $"The gate decides about one plan, but {judged.Review.Projects.Count} were found: name it.");
        return BranchGateRules.Decide(
            FactsOf(own, read, new(judged.Facts.Projects[0], review), today),
            BranchOf(run) is { } branch ? await github.ReadRequiredReviewsAsync(run.Repository, branch, ct) : 0);
    }

    private GateFacts FactsOf(Job own, JobSettings read, FreshPlan fresh, DateOnly today)
    {
        var (_, run, started) = own;
        var settings = read.Settings.ToEffective(started.DefaultBranch ?? "", read.Commit, today) with
        {
            Problems = read.Problems,
        };
        var environment = settings.Find(request.Environment)?.Name ?? request.Environment!;
        var caller = new GateCaller(
            $"{run.Repository}", started.Name, run.Workflow, run.Ref, run.Commit ?? default, new(run.Id, run.Attempt),
            environment);
        var now = clock.GetUtcNow();
        return new(caller, environment, fresh.Facts.Name, settings, read.Settings.Apply, now)
        {
            Fresh = fresh,
            Freezes = FreezeRules.Active(read.Settings.Freezes, environment, now),
        };
    }

    private static string? BranchOf(WorkflowRun run) =>
        run.Ref.StartsWith("refs/heads/", StringComparison.Ordinal) ? run.Ref["refs/heads/".Length..] : null;

    private sealed record Job(GitHubClient GitHub, WorkflowRun Run, ActionsEvent Started);
}
