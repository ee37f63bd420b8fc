using System.Data.Common;

namespace TfPilot.Storage;

/// <summary>
/// Runs work in a transaction. SQLite takes the write lock at the start (BEGIN IMMEDIATE), because upgrading a read
/// lock can fail.
/// </summary>
internal static class Transactions
{
    public static async Task<T> RunAsync<T>(DbDataSource source, Func<SqlSession, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var transaction = await connection.BeginTransactionAsync(ct);
        var isDone = false;
        try
        {
            var result = await work(new SqlSession(connection, transaction));
            await transaction.CommitAsync(ct);
            isDone = true;
            return result;
        }
        finally
        {
            await EndAsync(transaction, isDone);
        }
    }

    /// <summary>A failed rollback must not hide the original error.</summary>
    private static async Task EndAsync(DbTransaction transaction, bool isDone)
    {
        try
        {
            await transaction.DisposeAsync();
        }
        catch (Exception failure) when (!isDone && failure is DbException or InvalidOperationException or IOException)
        {
            // The original error is already being thrown.
        }
    }
}
