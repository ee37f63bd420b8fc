using System.Data.Common;

namespace TfPilot.Storage;

/// <summary>
/// All of the work or nothing of it; SQLite locks the file for writing from the start (BEGIN IMMEDIATE), so that no
/// lock has to grow.
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

    /// <summary>What goes wrong while undoing must not hide why it was to be undone.</summary>
    private static async Task EndAsync(DbTransaction transaction, bool isDone)
    {
        try
        {
            await transaction.DisposeAsync();
        }
        catch (Exception failure) when (!isDone && failure is DbException or InvalidOperationException or IOException)
        {
            // The first error is on its way already.
        }
    }
}
