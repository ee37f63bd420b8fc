using TfPilot.Core.Basics;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.Action.Jobs;

/// <summary>
/// The settings of the default branch for a job after the merge. The files of the checkout never count, because an
/// older commit may be applied.
/// </summary>
/// <param name="GitHub">A client with the token of the job.</param>
internal sealed record DefaultBranchSettings(GitHubClient GitHub, RepositoryName Repository, JobSettings Settings)
{
    public static async Task<Validated<DefaultBranchSettings>> ReadAsync(
        JobRequest request, ActionsRuntime actions, Func<GitHubToken, Validated<GitHubClient>> connect, DateOnly today,
        CancellationToken ct)
    {
        if (request.Token is not { } token)
            return new Problem("github-token", "There is no token to read the settings of the default branch.");
        return await actions.ReadRun()
            .Then(run => actions.ReadEvent().Then(with => connect(new GitHubToken(token))
                .Then<(WorkflowRun Run, ActionsEvent Event, GitHubClient GitHub)>(github => (run, with, github))))
            .Match(
                found => ReadAsync(request, found.GitHub, found.Run, found.Event, today, ct),
                problems => Task.FromResult<Validated<DefaultBranchSettings>>(
                    new Validated<DefaultBranchSettings>.Invalid([.. problems.Select(WithPath)])));
    }

    private static async Task<Validated<DefaultBranchSettings>> ReadAsync(
        JobRequest request, GitHubClient github, WorkflowRun run, ActionsEvent started, DateOnly today,
        CancellationToken ct)
    {
        try
        {
            var settings = await JobSettingsFlow.ReadAsync(
                github, run, started with { Pull = null }, request.Config, today, ct);
            return settings.Problems.Count > 0
                ? new Validated<DefaultBranchSettings>.Invalid([.. settings.Problems.Select(WithPath)])
                : new DefaultBranchSettings(github, run.Repository, settings);
        }
        catch (GitHubException unavailable)
        {
            return new Problem("GitHub", unavailable.Message);
        }
    }

    /// <summary>The messages are shown without their paths.</summary>
    private static Problem WithPath(Problem problem) =>
        problem.Message.Contains(problem.Path, StringComparison.Ordinal) ? problem
            : problem with { Message = $"{problem.Path}: {problem.Message}" };
}
