using TfPilot.Action.Inputs;
using TfPilot.Action.Jobs;
using TfPilot.Core.Basics;
using TfPilot.GitHub;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Names;
using TfPilot.GitHub.Sending;

namespace TfPilot.Action.Commands;

/// <summary>Asks GitHub what the pull request of this workflow changes, and for the settings of the default branch.</summary>
internal static class PullRequestFacts
{
    private const string Otherwise = "say what changed with --changed FILE (or - for standard input), or ask for --all";

    public static async Task<Validated<DiscoverFacts>> GatherAsync(DiscoverRequest request, Terminal terminal, DateOnly today, CancellationToken ct)
    {
        var runtime = new ActionsRuntime(terminal.Environment, terminal.Error);
        if (!runtime.IsPresent) return new Problem("--changed", $"this is no workflow that could be asked about its pull request: {Otherwise}");
        var started = runtime.ReadEvent().Then(trigger => runtime.ReadRun().Then(run => Question(trigger, run, runtime, terminal)));
        if (started is Validated<PullQuestion>.Invalid(var problems)) return new Validated<DiscoverFacts>.Invalid(problems);
        var question = ((Validated<PullQuestion>.Valid)started).Value;
        try
        {
            using var http = terminal.Network();
            var github = new GitHubClient(http, question.Endpoints, question.Token, GitHubPatience.Default);
            var settings = await JobSettingsFlow.ReadAsync(github, question.Run, question.Event, request.Config ?? SettingsFile.Name, today, ct);
            if (settings.Problems.Count > 0) return new Validated<DiscoverFacts>.Invalid(settings.Problems);
            return new DiscoverFacts(await PullRequestChanges.ReadAsync(github, question.Run.Repository, question.Number, ct), settings.Settings);
        }
        catch (GitHubException refused)
        {
            return new Problem("pull request", refused.Message);
        }
    }

    private static Validated<PullQuestion> Question(ActionsEvent trigger, WorkflowRun run, ActionsRuntime runtime, Terminal terminal)
    {
        if (trigger.Pull is not { } number) return new Problem("GITHUB_EVENT_NAME", $"GITHUB_EVENT_NAME is {trigger.Name}, which is about no pull request: {Otherwise}.");
        if ((runtime.Input("github-token") ?? PlanOptions.Given(terminal.Environment("GITHUB_TOKEN"))) is not { } token) return new Problem("GITHUB_TOKEN", "GITHUB_TOKEN is not set: give the step `env: { GITHUB_TOKEN: \"${{ github.token }}\" }`.");
        return GitHubEndpoints.Read(terminal.Environment).Then<PullQuestion>(endpoints => new PullQuestion(endpoints, new(token), run, trigger, number));
    }

    private sealed record PullQuestion(GitHubEndpoints Endpoints, GitHubToken Token, WorkflowRun Run, ActionsEvent Event, PullNumber Number);
}
