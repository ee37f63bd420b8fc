namespace TfPilot.Storage;

/// <summary>Enforces the storage limit of a pull request's evidence.</summary>
internal static class EvidenceLimit
{
    /// <summary>
    /// Deletes the oldest documents of other heads until the new one fits; false when its own head is at the limit.
    /// </summary>
    public static async Task<bool> MakeRoomAsync(
        SqlSession session, EvidenceRow row, long maxBytes, CancellationToken ct)
    {
        var key = row.Key;
        var stored = await session.QueryAsync($"""
            SELECT run, attempt, head, CAST(LENGTH(facts) AS BIGINT) FROM evidence
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull}
              AND NOT (run = {row.Run} AND attempt = {row.Attempt})
            ORDER BY received, run, attempt
            """, found => (Run: found.GetInt64(0), Attempt: found.Number(1), Head: found.GetString(2), Bytes: found.GetInt64(3)), ct);
        var excess = stored.Sum(document => document.Bytes) + row.Facts.Length - maxBytes;
        if (excess <= 0) return true;
        var others = stored.Where(document => document.Head != row.Head).ToList();
        if (others.Sum(document => document.Bytes) < excess) return false;
        foreach (var (run, attempt, _, bytes) in others.TakeWhile(_ => excess > 0))
        {
            excess -= bytes;
            await session.ExecuteAsync($"""
                DELETE FROM evidence
                WHERE installation = {key.Installation} AND repository = {key.Repository} AND run = {run} AND attempt = {attempt}
                """, ct);
        }

        return true;
    }
}
