using System.Diagnostics;
using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Settings;
using TfPilot.Storage;

namespace TfPilot.App.Commands;

/// <summary>
/// Makes the requests of commands to GitHub, each at most once, and comments on the result. A request that was
/// interrupted is not repeated: its outcome is unknown, and the comment says so.
/// </summary>
internal sealed class RunRequestWorker(
    RunRequestStore requests, ApplyLockStore locks, InstallationTokens tokens, Signals signals, TimeProvider clock,
    ILogger<RunRequestWorker> log) : IBackgroundJob
{
    /// <summary>The input of the apply workflow that names the environment.</summary>
    public const string EnvironmentInput = "environment";

    private static readonly SettingsPaths Paths = TrustedSettings.PathsOf(TrustedSettings.AppPath);

    public string Name => "the requests of commands";

    public TimeSpan PollInterval => TimeSpan.FromSeconds(30);

    public Signal Signal => signals.Requests;

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var count = 0;
        foreach (var interrupted in await requests.EndInterruptedAsync(clock.GetUtcNow(), ct))
        {
            await CommentAsync(interrupted,
                $"It is unknown whether GitHub did this, because tfpilot was interrupted: {Words(interrupted)}. Look " +
                "at the runs in Actions before you ask again.", ct);
            count++;
        }

        for (; await requests.SendNextAsync(clock.GetUtcNow(), ct) is { } request; count++)
            await SendAsync(request, ct);
        return count;
    }

    private async Task SendAsync(RunRequest request, CancellationToken ct)
    {
        try
        {
            var (run, sentence) = await PerformAsync(request, ct);
            await requests.EndAsync(request, run is null && sentence is not null ? "failed" : "done", run, ct);
            if (run is not null || sentence is not null)
                await CommentAsync(request, sentence ?? $"Started run {run} to {Words(request)}.", ct);
        }
        catch (GitHubException failure)
        {
            log.WorkIncomplete($"{Words(request)} for {request.Key}", failure.Message);
            await requests.EndAsync(request, "failed", run: null, ct);
            await CommentAsync(request, $"Could not {Words(request)}. {failure.Message}", ct);
        }
    }

    /// <returns>The run that was started, or the sentence of a refusal; both null when there is nothing to
    /// say.</returns>
    private async Task<(long? Run, string? Refusal)> PerformAsync(RunRequest request, CancellationToken ct)
    {
        var key = request.Key;
        switch (request.Kind)
        {
            case RunRequestKind.Apply:
                return await ApplyAsync(request, ct);
            case RunRequestKind.Cancel:
                var held = (await locks.ListAsync(key.Installation, key.Repository, ct)).FirstOrDefault(
                    held => held.Pull == key.Pull && EnvironmentNames.IsSame(held.Environment, request.Environment));
                if (held is null) return (null, $"No run applies #{key.Pull} to {request.Environment} now.");
                var canceler = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.WriteRuns, ct);
                await canceler.Client.CancelRunAsync(canceler.Name, held.Run.Run, ct);
                return (null, null);
            case RunRequestKind.Plan:
                var writer = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.WriteRuns, ct);
                await writer.Client.RerunAsync(writer.Name, request.Run!.Value, ct);
                return (null, null);
            case RunRequestKind.Update:
                var number = new PullNumber(key.Pull);
                var updater = await tokens.GetClientAsync(
                    key.Installation, key.Repository, TokenScope.UpdateBranches, ct);
                var pull = await updater.Client.GetPullRequestAsync(updater.Name, number, ct);
                await updater.Client.UpdatePullBranchAsync(updater.Name, number, pull.Head, ct);
                return (null, null);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Starts the first workflow of the settings on the environment's branch.</summary>
    private async Task<(long? Run, string? Refusal)> ApplyAsync(RunRequest request, CancellationToken ct)
    {
        var key = request.Key;
        var reader = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        var branch = await reader.Client.ReadDefaultBranchAsync(reader.Name, ct);
        var files = await reader.Client.ReadSettingsFilesAsync(reader.Name, Paths, branch.Head, ct);
        var read = TrustedSettings.Of(files.Trusted, Paths, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (!read.Settings.Apply.Events.Contains("workflow_dispatch"))
            return (null, "The settings do not allow to start the apply workflow by command (`apply.events`).");
        var environment = read.Settings.Environments.FirstOrDefault(one => one.Name == request.Environment);
        var writer = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.WriteRuns, ct);
        var run = await writer.Client.DispatchWorkflowAsync(
            writer.Name, Path.GetFileName(read.Settings.Apply.Workflows[0]), environment?.Branch ?? branch.Name,
            new Dictionary<string, string> { [EnvironmentInput] = request.Environment! }, ct);
        return (run, run is null ? $"Started the apply workflow for {request.Environment}." : null);
    }

    private async Task CommentAsync(RunRequest request, string sentence, CancellationToken ct)
    {
        var key = request.Key;
        try
        {
            var writer = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.WriteComments, ct);
            await writer.Client.CreateCommentAsync(
                writer.Name, new(key.Pull), $"{MarkdownText.Escape(sentence)}\n", ct);
        }
        catch (GitHubException failure)
        {
            log.WorkIncomplete($"the comment on {key}", failure.Message);
        }
    }

    private static string Words(RunRequest request) => request.Kind switch
    {
        RunRequestKind.Apply => $"apply to {request.Environment}",
        RunRequestKind.Cancel => $"cancel the apply to {request.Environment}",
        RunRequestKind.Plan => "run the plan workflow again",
        RunRequestKind.Update => "update the branch",
        _ => throw new UnreachableException(),
    };
}
