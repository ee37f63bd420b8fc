using System.Globalization;
using TfPilot.Core.Audit;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Verifications;

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
        yield return new("environment", record.Environment);
        yield return new("project", record.Project);
        yield return new("commit", commit);
        yield return new("run", run.ToString());
        if (record.Fingerprint is { } fingerprint) yield return new("fingerprint", fingerprint);
        if (record.ExitCode is { } code)
            yield return new("exit-code", code.ToString(CultureInfo.InvariantCulture));
        if (record.Ended - record.Started is { } time)
            yield return new("seconds", time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture));
        if (record.MoreChanges == 0)
            yield return new("resources", Changed(record).ToString(CultureInfo.InvariantCulture));
        if (record.Verification is { } verification)
            yield return new(VerificationText.Evidence, VerificationText.Sentence(verification));
    }

    /// <summary>The resources with at least one completed operation; a replacement has two.</summary>
    private static int Changed(ApplyRecord record) => record.Changes
        .Where(change => change.Result == ChangeResult.Complete).DistinctBy(change => change.Address).Count();
}
