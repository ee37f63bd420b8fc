using System.Data.Common;

namespace TfPilot.Storage;

/// <summary>All of the work or nothing of it; SQLite locks the file for writing from the start (BEGIN IMMEDIATE), so that no lock has to grow.</summary>
internal static class Transactions
{
    public static async Task<T> RunAsync<T>(DbDataSource source, Func<Statements, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var result = await work(new Statements(connection, transaction));
        await transaction.CommitAsync(ct);
        return result;
    }
}
