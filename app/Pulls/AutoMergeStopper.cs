using TfPilot.App.Jobs;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// Turns off auto-merge that a bot turned on, when people must review the pull request. The check blocks the merge
/// anyway, so an error from GitHub is only logged.
/// </summary>
internal sealed class AutoMergeStopper(InstallationTokens tokens, ILogger<AutoMergeStopper> log)
{
    /// <summary>
    /// Does not disable an auto-merge that a person enabled, because the person wants the merge after the approval.
    /// </summary>
    public async Task StopAsync(PullKey key, GatheredPull pull, CancellationToken ct)
    {
        if (pull.Snapshot.AutoMergeBy is not { IsBot: true } bot || !pull.Evaluation.EndsAutoMerge) return;
        try
        {
            var writer = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.DisableAutoMerge, ct);
            await writer.Client.DisableAutoMergeAsync(pull.Snapshot.Node, ct);
            log.AutoMergeStopped(key.Pull, key.Repository, key.Installation, bot.Login);
        }
        catch (GitHubException failure)
        {
            log.WorkIncomplete($"Disabling the auto-merge of pull request {key.Pull}", failure.Message);
        }
    }
}
