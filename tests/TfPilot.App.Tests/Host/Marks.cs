using TfPilot.Storage;

namespace TfPilot.App.Tests.Host;

/// <summary>The pull requests that are marked for evaluation.</summary>
internal static class Marks
{
    private static readonly TimeSpan Hold = TimeSpan.FromHours(1);

    /// <summary>Claims and returns the pull requests that are due by then, in order.</summary>
    public static async Task<IReadOnlyList<PullKey>> TakeMarksAsync(this RunningApp app, TimeSpan from = default)
    {
        var keys = new List<PullKey>();
        while (await app.Part<PullQueue>()
            .ClaimAsync(DateTimeOffset.UtcNow + from, Hold, default) is { } lease) keys.Add(lease.Key);
        return [.. keys.OrderBy(key => key.Pull)];
    }
}
