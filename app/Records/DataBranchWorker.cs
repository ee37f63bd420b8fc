using TfPilot.App.Jobs;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Records;

/// <summary>
/// Brings the data branches to the last recorded applies. Each deployment is claimed by one instance. A commit that was
/// made before an interruption has the same files as the next attempt, which makes no further one.
/// </summary>
internal sealed class DataBranchWorker(
    DeploymentStore deployments, DataBranchWriter writer, InstallationTokens tokens, Signals signals,
    TimeProvider clock, ILogger<DataBranchWorker> log) : IBackgroundJob
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(5);

    /// <summary>For what a person has to resolve, such as a permission that is not granted.</summary>
    private static readonly TimeSpan LongRetryDelay = TimeSpan.FromHours(1);

    public string Name => "the data branches";

    public TimeSpan PollInterval => TimeSpan.FromMinutes(1);

    public Signal Signal => signals.Deployments;

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var count = 0;
        for (; await deployments.ClaimAsync(clock.GetUtcNow(), ct) is { } claimed; count++)
            await WriteAsync(claimed, ct);
        return count;
    }

    private async Task WriteAsync(ClaimedDeployment claimed, CancellationToken ct)
    {
        try
        {
            tokens.RequireReserve(claimed.Key.Installation);
            if (await writer.WriteAsync(claimed.Key, ct) is { } reason)
                await RetryAsync(claimed, reason, LongRetryDelay, ct);
            else
                await deployments.CompleteAsync(claimed, ct);
        }
        catch (GitHubException failure)
        {
            var isPassing = failure.Kind is GitHubErrorKind.Unavailable or GitHubErrorKind.RateLimited;
            await RetryAsync(
                claimed, failure.Message, failure.Wait ?? (isPassing ? RetryDelay : LongRetryDelay), ct);
        }
    }

    private Task RetryAsync(ClaimedDeployment claimed, string reason, TimeSpan delay, CancellationToken ct)
    {
        log.WorkIncomplete($"the data branch for {claimed.Key}", reason);
        return deployments.RetryAsync(claimed, clock.GetUtcNow() + delay, ct);
    }
}
