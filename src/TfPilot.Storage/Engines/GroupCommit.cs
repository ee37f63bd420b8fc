namespace TfPilot.Storage;

/// <summary>
/// Group commit for one SQLite file within this process: waiting writes share the next commit, which is flushed when at
/// least one of them requires it.
/// </summary>
internal sealed class GroupCommit(SqliteSource flushed)
{
    private readonly GroupCommitQueue<Write, object?> queue = new(
        RunOn(flushed, flushed.With(Durability.Deferred)), affectsAll: _ => false);

    public async Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> work, Durability durability) =>
        (T)(await queue.EnqueueAsync(new(async session => await work(session), durability)))!;

    private static Func<IReadOnlyList<Write>, Task<IReadOnlyList<object?>>> RunOn(
        SqliteSource flushed, SqliteSource deferred) => writes =>
        Transactions.RunAsync<IReadOnlyList<object?>>(
            writes.Any(write => write.Durability == Durability.Flushed) ? flushed : deferred, async session =>
        {
            var results = new List<object?>();
            foreach (var write in writes) results.Add(await write.Work(session));
            return results;
        }, CancellationToken.None);

    private sealed record Write(Func<SqlSession, Task<object?>> Work, Durability Durability);
}
