using System.Collections.Concurrent;
using System.Data.Common;

namespace TfPilot.Storage;

/// <summary>Writes of this process to one SQLite file, in line: all that wait while the disk is busy share the next commit, and each is told after it.</summary>
internal sealed class SharedCommits(DbDataSource source)
{
    private const int Most = 256;

    private readonly ConcurrentQueue<Entry> waiting = new();
    private int isWriting;

    public async Task<T> WriteAsync<T>(Func<Statements, Task<T>> work)
    {
        T result = default!;
        var entry = new Entry(async statements => result = await work(statements));
        waiting.Enqueue(entry);
        if (TakeTurn()) _ = Task.Run(WriteAllAsync);
        await await entry.Outcome.Task;
        return result;
    }

    private bool TakeTurn() => Interlocked.Exchange(ref isWriting, 1) == 0;

    private async Task WriteAllAsync()
    {
        do
        {
            while (Next() is { Count: > 0 } batch) await CommitAsync(batch);
            Volatile.Write(ref isWriting, 0);
        }
        while (!waiting.IsEmpty && TakeTurn());
    }

    private List<Entry> Next()
    {
        var batch = new List<Entry>();
        while (batch.Count < Most && waiting.TryDequeue(out var entry)) batch.Add(entry);
        return batch;
    }

    /// <summary>Where one of many fails, nothing of them was written, and each is tried alone: nobody fails for another.</summary>
    private async Task CommitAsync(IReadOnlyList<Entry> batch)
    {
        var commit = Transactions.RunAsync(source, async statements =>
        {
            foreach (var entry in batch) await entry.Work(statements);
            return batch.Count;
        }, CancellationToken.None);
        await ((Task)commit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        if (commit.IsCompletedSuccessfully || batch.Count == 1)
        {
            foreach (var entry in batch) entry.Outcome.SetResult(commit);
        }
        else
        {
            foreach (var entry in batch) await CommitAsync([entry]);
        }
    }

    private sealed record Entry(Func<Statements, Task> Work)
    {
        public TaskCompletionSource<Task> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
