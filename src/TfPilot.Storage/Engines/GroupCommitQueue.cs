using System.Collections.Concurrent;

namespace TfPilot.Storage;

/// <summary>
/// A queue with a single writer: waiting items are written together in the next batch, and each gets its own result.
/// </summary>
/// <param name="work">Processes a batch atomically and returns a result per item, in order.</param>
/// <param name="affectsAll">Whether a failure affects all items of the batch. They then fail together; otherwise each
/// item is retried alone.</param>
internal sealed class GroupCommitQueue<T, TResult>(
    Func<IReadOnlyList<T>, Task<IReadOnlyList<TResult>>> work, Func<Exception, bool> affectsAll)
{
    private const int MaxBatchSize = 256;

    private readonly ConcurrentQueue<Entry> waiting = new();
    private int isWorking;

    public Task<TResult> EnqueueAsync(T item)
    {
        var entry = new Entry(item);
        waiting.Enqueue(entry);
        if (TryStart()) _ = Task.Run(RunAsync);
        return entry.Outcome.Task;
    }

    private bool TryStart() => Interlocked.Exchange(ref isWorking, 1) == 0;

    private async Task RunAsync()
    {
        do
        {
            while (Next() is { Count: > 0 } batch) await RunBatchAsync(batch);
            Volatile.Write(ref isWorking, 0);
        }
        while (!waiting.IsEmpty && TryStart());
    }

    private List<Entry> Next()
    {
        var batch = new List<Entry>();
        while (batch.Count < MaxBatchSize && waiting.TryDequeue(out var entry)) batch.Add(entry);
        return batch;
    }

    /// <summary>
    /// When one item fails, the batch is rolled back and each item is retried alone, so that it cannot fail others.
    /// </summary>
    private async Task RunBatchAsync(IReadOnlyList<Entry> batch)
    {
        try
        {
            var results = await work([.. batch.Select(entry => entry.Item)]);
            foreach (var (entry, result) in batch.Zip(results)) entry.Outcome.SetResult(result);
        }
#pragma warning disable CA1031 // Every exception is passed to the caller.
        catch (Exception failure) when (batch.Count == 1 || affectsAll(failure))
        {
            foreach (var entry in batch) entry.Outcome.SetException(failure);
        }
        catch (Exception)
        {
            foreach (var entry in batch) await RunBatchAsync([entry]);
        }
#pragma warning restore CA1031
    }

    private sealed record Entry(T Item)
    {
        public TaskCompletionSource<TResult> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
