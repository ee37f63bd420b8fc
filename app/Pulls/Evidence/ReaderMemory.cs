namespace TfPilot.App.Pulls;

/// <summary>
/// The memory limit shared by all evidence readers. A request that does not fit waits in a first-in, first-out queue.
/// Memory is released when the evaluation ends.
/// </summary>
internal sealed class ReaderMemory : IDisposable
{
    public const long Shared = 256L << 20;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim overdraft = new(1);
    private readonly Queue<(long Bytes, TaskCompletionSource<Share> Waits)> waiting = [];
    private readonly long capacity;
    private long left;

    /// <param name="capacity">The limit in uncompressed bytes of evidence.</param>
    public ReaderMemory(long capacity) => left = this.capacity = capacity;

    /// <summary>Waits until the memory is free. A request is capped at the total limit.</summary>
    public async Task<Share> TakeAsync(long bytes, CancellationToken ct)
    {
        var needed = Math.Min(bytes, capacity);
        var waits = new TaskCompletionSource<Share>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue((needed, waits));
            Serve();
        }

        await using var end = ct.Register(() => Cancel(waits, ct));
        return await waits.Task;
    }

    /// <summary>
    /// Reserves more memory for an evaluation that already has a share. Two evaluations that wait for each other would
    /// deadlock, so one evaluation at a time may exceed the limit until it ends.
    /// </summary>
    public async Task<Share> TakeMoreAsync(Share held, long bytes, CancellationToken ct)
    {
        var needed = Math.Min(bytes, capacity);
        if (TakeLeft(needed) is { } share) return share;
        if (!held.IsOverdrawn)
        {
            await overdraft.WaitAsync(ct);
            held.IsOverdrawn = true;
        }

        lock (gate) left -= needed;
        return new(this, needed);
    }

    public void Dispose() => overdraft.Dispose();

    private Share? TakeLeft(long bytes)
    {
        lock (gate)
        {
            if (bytes > left) return null;
            left -= bytes;
            return new(this, bytes);
        }
    }

    private void Cancel(TaskCompletionSource<Share> waits, CancellationToken ct)
    {
        lock (gate)
        {
            waits.TrySetCanceled(ct);
            Serve(); // The next requests in the queue may fit now.
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

    internal sealed class Share(ReaderMemory all, long bytes) : IDisposable
    {
        private long held = bytes;

        /// <summary>Whether the evaluation that owns this share may exceed the limit.</summary>
        internal bool IsOverdrawn { get; set; }

        public void Dispose()
        {
            all.GiveBack(Interlocked.Exchange(ref held, 0));
            if (!IsOverdrawn) return;
            IsOverdrawn = false;
            all.overdraft.Release();
        }
    }
}
