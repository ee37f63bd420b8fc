namespace TfPilot.App.Reconciling;

/// <summary>
/// The memory that all who read evidence share: who wants more than is left waits its turn, in the order in which it was asked for. What is taken is
/// given back when the look ends.
/// </summary>
internal sealed class ReaderMemory
{
    public const long Shared = 256L << 20;

    private readonly Lock gate = new();
    private readonly Queue<(long Bytes, TaskCompletionSource<IDisposable> Waits)> waiting = [];
    private readonly long capacity;
    private long left;

    /// <param name="capacity">Unpacked bytes of evidence.</param>
    public ReaderMemory(long capacity) => left = this.capacity = capacity;

    /// <summary>Nobody gets more than there is.</summary>
    public async Task<IDisposable> TakeAsync(long bytes, CancellationToken ct)
    {
        var needed = Math.Min(bytes, capacity);
        var waits = new TaskCompletionSource<IDisposable>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue((needed, waits));
            Serve();
        }

        await using var end = ct.Register(() => Cancel(waits, ct));
        return await waits.Task;
    }

    private void Cancel(TaskCompletionSource<IDisposable> waits, CancellationToken ct)
    {
        lock (gate)
        {
            waits.TrySetCanceled(ct);
            Serve(); // Those behind it may fit.
        }
    }

    private void GiveBack(long bytes)
    {
        lock (gate)
        {
            left += bytes;
            Serve();
        }
    }

    private void Serve()
    {
        while (waiting.TryPeek(out var next) && (next.Waits.Task.IsCompleted || next.Bytes <= left))
        {
            waiting.Dequeue();
            if (next.Waits.TrySetResult(new Share(this, next.Bytes))) left -= next.Bytes;
        }
    }

    private sealed class Share(ReaderMemory all, long bytes) : IDisposable
    {
        private long held = bytes;

        public void Dispose() => all.GiveBack(Interlocked.Exchange(ref held, 0));
    }
}
