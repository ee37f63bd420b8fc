using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Gates;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Settings;
using TfPilot.Storage;

namespace TfPilot.App.Gates;

/// <summary>
/// Comments on a merged pull request when a run waits for approvals before its apply, once per run and environment.
/// </summary>
internal sealed class ApplyApprovalNotifier(
    ApplyApprovalStore approvals, InstallationTokens tokens, Signals signals, TimeProvider clock,
    ILogger<ApplyApprovalNotifier> log) : IBackgroundJob
{
    private static readonly SettingsPaths Paths = TrustedSettings.PathsOf(TrustedSettings.AppPath);

    public string Name => "the requests for approvals before an apply";

    public TimeSpan PollInterval => TimeSpan.FromSeconds(30);

    public Signal Signal => signals.ApplyApprovals;

    /// <summary>
    /// Stores that the run waits for approvals, if these and other temporary reasons alone prevent its apply.
    /// </summary>
    public async Task AddAsync(
        long installation, long repository, GateFacts facts, GateAnswer answer, CancellationToken ct)
    {
        if (!ApplyApprovalText.Waits(facts, answer)) return;
        var request = new ApplyApprovalRequest(
            new(installation, repository, facts.Change!.Pull), facts.Known!.Name, facts.Caller.Run.Run);
        if (await approvals.AddRequestAsync(request, clock.GetUtcNow(), ct)) signals.ApplyApprovals.Set();
    }

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var open = await approvals.ClaimRequestsAsync(clock.GetUtcNow(), ct);
        foreach (var request in open)
        {
            try
            {
                await CommentAsync(request, ct);
                await approvals.EndRequestAsync(request, ct);
            }
            catch (GitHubException failure)
            {
                log.WorkIncomplete($"The request for approvals on {request.Key}", failure.Message);
            }
        }

        return open.Count;
    }

    private async Task CommentAsync(ApplyApprovalRequest request, CancellationToken ct)
    {
        var (key, number) = (request.Key, new PullNumber(request.Key.Pull));
        var reader = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        var branch = await reader.Client.ReadDefaultBranchAsync(reader.Name, ct);
        var files = await reader.Client.ReadSettingsFilesAsync(reader.Name, Paths, branch.Head, ct);
        var settings = TrustedSettings.Of(
            files.Trusted, Paths, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)).Settings;
        var environment = settings.Environments.FirstOrDefault(
            one => EnvironmentNames.IsSame(one.Name, request.Environment));
        if (environment?.ApplyApprovals is not { } required) return;
        var marker = $"<!-- tfpilot:approve-apply {request.Run} {request.Environment} -->";
        var conversation = await reader.Client.ReadConversationAsync(reader.Name, number, ct);
        if (conversation.Comments.Any(comment => comment.IsOwn
            && comment.Body.Contains(marker, StringComparison.Ordinal))) return;
        var text = ApplyApprovalText.Request(request.Environment, required, reader.Name.Owner, request.Run);
        var writer = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.WriteComments, ct);
        await writer.Client.CreateCommentAsync(writer.Name, number, $"{text}\n\n{marker}\n", ct);
    }
}
