using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;
using TfPilot.Action.Jobs;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Http;

namespace TfPilot.Action.Commands;

/// <summary>
/// Finds the projects that the pull request of the current workflow run affects, from a <c>run:</c> step.
/// </summary>
internal static class DiscoverInWorkflow
{
    private const string Otherwise = "pass --changed FILE (- for standard input) or --all";

    public static async Task<Validated<Discovery>> FindAsync(
        DiscoverRequest request, Terminal terminal, DateOnly today, CancellationToken ct)
    {
        var runtime = new ActionsRuntime(terminal.Environment, terminal.Error);
        if (!runtime.IsPresent)
            return new Problem(
                "--changed", $"not running in GitHub Actions, so the pull request is unknown: {Otherwise}");
        var started = runtime.ReadEvent()
            .Then(trigger => runtime.ReadRun().Then(run => Question(trigger, run, runtime, terminal)));
        if (started is Validated<PullQuestion>.Invalid(var problems)) return new Validated<Discovery>.Invalid(problems);
        var question = ((Validated<PullQuestion>.Valid)started).Value;
        try
        {
            using var connection = terminal.CreateHttpClient();
            var github = new GitHubClient(connection, question.Endpoints, question.Token, GitHubTimeouts.Default);
            return await DiscoverJob.FindAsync(
                github, question.Run, question.Trigger, request.Config ?? SettingsFile.Name, request.Source, today, ct);
        }
        catch (GitHubException refused)
        {
            return new Problem("pull request", refused.Message);
        }
    }

    private static Validated<PullQuestion> Question(
        ActionsEvent trigger, WorkflowRun run, ActionsRuntime runtime, Terminal terminal)
    {
        if (trigger.Pull is null)
            return new Problem("GITHUB_EVENT_NAME",
                $"GITHUB_EVENT_NAME is {trigger.Name}, which has no pull request: {Otherwise}.");
        if ((runtime.Input("github-token") ?? OptionalText.NullIfBlank(terminal.Environment("GITHUB_TOKEN")))
            is not { } token)
            return new Problem("GITHUB_TOKEN",
                "GITHUB_TOKEN is not set: give the step `env: { GITHUB_TOKEN: \"${{ github.token }}\" }`.");
        return GitHubEndpoints.Read(terminal.Environment)
            .Then<PullQuestion>(endpoints => new PullQuestion(endpoints, new(token), run, trigger));
    }

    private sealed record PullQuestion(
        GitHubEndpoints Endpoints, GitHubToken Token, WorkflowRun Run, ActionsEvent Trigger);
}
