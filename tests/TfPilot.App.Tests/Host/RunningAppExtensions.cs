using TfPilot.Storage;

namespace TfPilot.App.Tests.Host;

/// <summary>The pull requests that are marked for evaluation.</summary>
internal static class RunningAppExtensions
{
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromHours(1);

    /// <summary>Claims and returns the pull requests that are due by then, in order.</summary>
    public static async Task<IReadOnlyList<PullKey>> ClaimDueAsync(this RunningApp app, TimeSpan from = default)
    {
        var keys = new List<PullKey>();
        while (await app.Part<PullQueue>()
            .ClaimAsync(DateTimeOffset.UtcNow + from, LeaseDuration, default) is { } lease) keys.Add(lease.Key);
        return [.. keys.OrderBy(key => key.Pull)];
    }
}
