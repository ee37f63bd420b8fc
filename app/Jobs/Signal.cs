using System.Threading.Channels;

namespace TfPilot.App.Jobs;

/// <summary>Wakes one that waits, now or when it next waits; set many times before that it is set once.</summary>
internal sealed class Signal(TimeProvider clock)
{
    private readonly Channel<bool> set = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => set.Writer.TryWrite(true);

    /// <summary>Returns when it is set, or when the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await set.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
    }
}

/// <summary>What there may be to do, told by who knows it first.</summary>
internal sealed class Signals(TimeProvider clock)
{
    public Signal Deliveries { get; } = new(clock);

    public Signal Pulls { get; } = new(clock);
}
