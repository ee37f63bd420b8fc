using TfPilot.App.Jobs;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// Turns off the auto-merge of a bot's pull request that people have to look at. The check holds it back anyway, so a
/// refusal of GitHub is only logged.
/// </summary>
internal sealed class AutoMergeStopper(InstallationTokens tokens, ILogger<AutoMergeStopper> log)
{
    /// <summary>What a person turned on stays on: they want it to merge once it is approved.</summary>
    public async Task StopAsync(PullKey key, GatheredPull pull, CancellationToken ct)
    {
        if (pull.Snapshot.AutoMergeBy is not { IsBot: true } bot || !pull.Evaluation.EndsAutoMerge) return;
        try
        {
            var writer = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.StopMerge, ct);
            await writer.Client.DisableAutoMergeAsync(pull.Snapshot.Node, ct);
            log.AutoMergeStopped(key.Pull, key.Repository, key.Installation, bot.Login);
        }
        catch (GitHubException refused)
        {
            log.WorkIncomplete($"Turning off the auto-merge of pull request {key.Pull}", refused.Message);
        }
    }
}
