using System.Threading.Channels;

namespace TfPilot.App.Jobs;

/// <summary>
/// Wakes one waiter, now or at its next wait. Setting it repeatedly before that has no further effect.
/// </summary>
internal sealed class Signal(TimeProvider clock)
{
    private readonly Channel<bool> channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => channel.Writer.TryWrite(true);

    /// <summary>Returns when it is set or the timeout expires.</summary>
    public async Task WaitAsync(TimeSpan timeout, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await channel.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
    }
}

/// <summary>Signals that new work may be available, set by the code that creates it.</summary>
internal sealed class Signals(TimeProvider clock)
{
    public Signal Deliveries { get; } = new(clock);

    public Signal Pulls { get; } = new(clock);

    public Signal Requests { get; } = new(clock);

    public Signal ApplyApprovals { get; } = new(clock);

    public Signal Reports { get; } = new(clock);

    public Signal Proposals { get; } = new(clock);

    public Signal Deployments { get; } = new(clock);
}
