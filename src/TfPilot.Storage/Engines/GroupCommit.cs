using System.Data.Common;

namespace TfPilot.Storage;

/// <summary>
/// Group commit of this process for one SQLite file: writes that wait for the disk share the next commit.
/// </summary>
internal sealed class GroupCommit(DbDataSource source)
{
    private readonly GroupCommitQueue<Func<SqlSession, Task<object?>>, object?> line = new(
        works => Transactions.RunAsync<IReadOnlyList<object?>>(source, async statements =>
    {
        var results = new List<object?>();
        foreach (var work in works) results.Add(await work(statements));
        return results;
    }, CancellationToken.None), isForAll: _ => false);

    public async Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> work) =>
        (T)(await line.DoAsync(async statements => await work(statements)))!;
}
