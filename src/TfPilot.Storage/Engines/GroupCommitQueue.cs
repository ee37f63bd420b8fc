using System.Collections.Concurrent;

namespace TfPilot.Storage;

/// <summary>
/// Work that only one does at a time: all that wait meanwhile are done together next, and each is told afterwards.
/// </summary>
/// <param name="work">Does all that it is given or nothing of it, and gives a result for each, in their order.</param>
/// <param name="isForAll">Whether a failure concerns everybody who waits: each of them is told so at once, and nothing
/// is tried alone.</param>
internal sealed class GroupCommitQueue<T, TResult>(
    Func<IReadOnlyList<T>, Task<IReadOnlyList<TResult>>> work, Func<Exception, bool> isForAll)
{
    private const int Max = 256;

    private readonly ConcurrentQueue<Entry> waiting = new();
    private int isWorking;

    public Task<TResult> DoAsync(T item)
    {
        var entry = new Entry(item);
        waiting.Enqueue(entry);
        if (TakeTurn()) _ = Task.Run(DoAllAsync);
        return entry.Outcome.Task;
    }

    private bool TakeTurn() => Interlocked.Exchange(ref isWorking, 1) == 0;

    private async Task DoAllAsync()
    {
        do
        {
            while (Next() is { Count: > 0 } batch) await DoAsync(batch);
            Volatile.Write(ref isWorking, 0);
        }
        while (!waiting.IsEmpty && TakeTurn());
    }

    private List<Entry> Next()
    {
        var batch = new List<Entry>();
        while (batch.Count < Max && waiting.TryDequeue(out var entry)) batch.Add(entry);
        return batch;
    }

    /// <summary>
    /// Where one of many fails, nothing of them was done, and each is tried alone: nobody fails for another.
    /// </summary>
    private async Task DoAsync(IReadOnlyList<Entry> batch)
    {
        try
        {
            var results = await work([.. batch.Select(entry => entry.Item)]);
            foreach (var (entry, result) in batch.Zip(results)) entry.Outcome.SetResult(result);
        }
#pragma warning disable CA1031 // Whatever it is, the one who asked is told.
        catch (Exception failure) when (batch.Count == 1 || isForAll(failure))
        {
            foreach (var entry in batch) entry.Outcome.SetException(failure);
        }
        catch (Exception)
        {
            foreach (var entry in batch) await DoAsync([entry]);
        }
#pragma warning restore CA1031
    }

    private sealed record Entry(T Item)
    {
        public TaskCompletionSource<TResult> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
