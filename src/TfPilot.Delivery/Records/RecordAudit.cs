using TfPilot.Core.Audit;
using TfPilot.Core.Reviews;

namespace TfPilot.Delivery.Records;

/// <summary>The audit entries for results of applies.</summary>
public static class RecordAudit
{
    /// <param name="pull">Null for an apply without a pull request.</param>
    /// <param name="commit">The applied commit.</param>
    public static AuditNote Of(ApplyRecord record, RunAttempt run, int? pull, string commit, long repository) =>
        new(AuditKind.Apply, repository, pull, RecordText.Headline(record))
        {
            Evidence = [.. Evidence(record, run, commit)],
        };

    private static IEnumerable<AuditEvidence> Evidence(ApplyRecord record, RunAttempt run, string commit)
    {
        yield return new("commit", commit);
        yield return new("run", run.ToString());
        if (record.Fingerprint is { } fingerprint) yield return new("fingerprint", fingerprint);
        if (record.ExitCode is { } code)
            yield return new("exit-code", code.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
