namespace TfPilot.App.Pulls;

/// <summary>
/// The memory limit shared by all evidence readers. A request that does not fit waits in a first-in, first-out queue.
/// Memory is released when the evaluation ends.
/// </summary>
internal sealed class ReaderMemory : IDisposable
{
    public const long SharedBytes = 256L << 20;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim overdraft = new(1);
    private readonly Queue<(long Bytes, TaskCompletionSource<Share> Completion)> waiting = [];
    private readonly long capacity;
    private long freeBytes;

    /// <param name="capacity">The limit in uncompressed bytes of evidence.</param>
    public ReaderMemory(long capacity) => freeBytes = this.capacity = capacity;

    /// <summary>Waits until the memory is free. A request is capped at the total limit.</summary>
    public async Task<Share> ReserveAsync(long bytes, CancellationToken ct)
    {
        var needed = Math.Min(bytes, capacity);
        var completion = new TaskCompletionSource<Share>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue((needed, completion));
            GrantWaiting();
        }

        await using var end = ct.Register(() => Cancel(completion, ct));
        return await completion.Task;
    }

    /// <summary>
    /// Reserves more memory for an evaluation that already has a share. Two evaluations that wait for each other would
    /// deadlock, so one evaluation at a time may exceed the limit until it ends.
    /// </summary>
    public async Task<Share> ReserveMoreAsync(Share current, long bytes, CancellationToken ct)
    {
        var needed = Math.Min(bytes, capacity);
        if (TryReserve(needed) is { } share) return share;
        if (!current.IsOverdrawn)
        {
            await overdraft.WaitAsync(ct);
            current.IsOverdrawn = true;
        }

        lock (gate) freeBytes -= needed;
        return new(this, needed);
    }

    public void Dispose() => overdraft.Dispose();

    private Share? TryReserve(long bytes)
    {
        lock (gate)
        {
            if (bytes > freeBytes) return null;
            freeBytes -= bytes;
            return new(this, bytes);
        }
    }

    private void Cancel(TaskCompletionSource<Share> completion, CancellationToken ct)
    {
        lock (gate)
        {
            completion.TrySetCanceled(ct);
            GrantWaiting(); // The next requests in the queue may fit now.
        }
    }

    private void Release(long bytes)
    {
        lock (gate)
        {
            freeBytes += bytes;
            GrantWaiting();
        }
    }

    private void GrantWaiting()
    {
        while (waiting.TryPeek(out var next) && (next.Completion.Task.IsCompleted || next.Bytes <= freeBytes))
        {
            waiting.Dequeue();
            if (next.Completion.TrySetResult(new Share(this, next.Bytes))) freeBytes -= next.Bytes;
        }
    }

    internal sealed class Share(ReaderMemory all, long bytes) : IDisposable
    {
        private long reservedBytes = bytes;

        /// <summary>Whether the evaluation that owns this share may exceed the limit.</summary>
        internal bool IsOverdrawn { get; set; }

        public void Dispose()
        {
            all.Release(Interlocked.Exchange(ref reservedBytes, 0));
            if (!IsOverdrawn) return;
            IsOverdrawn = false;
            all.overdraft.Release();
        }
    }
}
