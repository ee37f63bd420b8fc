using TfPilot.Core.Basics;
using TfPilot.Delivery.Gates;

namespace TfPilot.Storage;

/// <summary>The results of applies.</summary>
public sealed class RecordStore(Database database)
{
    /// <summary>
    /// The successful apply of the change that was merged last; null when nothing was applied.
    /// </summary>
    public async Task<LastApply?> FindLastAsync(
        long installation, long repository, string environment, string project, CancellationToken ct) =>
        (await database.ReadAsync($"""
            SELECT pull, applied_commit, run, attempt, merged FROM apply_record
            WHERE installation = {installation} AND repository = {repository} AND environment = {ChangeStore.Key(environment)}
              AND project = {project} AND status IN ('applied', 'nothing')
            ORDER BY merged DESC, run DESC, attempt DESC LIMIT 1
            """, row => new LastApply(
                row.Number(0) is > 0 and var pull ? pull : null, CommitSha.Parse(row.GetString(1)),
                new(row.GetInt64(2), row.Number(3)), row.Moment(4)), ct)).SingleOrDefault();
}
