using TfPilot.Storage;

namespace TfPilot.App.Work;

/// <summary>Forgets what is due to be forgotten.</summary>
internal sealed class RetentionRun(Retention retention, TimeProvider clock) : IDrain
{
    public string Name => "the retention";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<int> DrainAsync(CancellationToken ct)
    {
        await retention.ApplyAsync(clock.GetUtcNow(), ct);
        return 0;
    }
}
