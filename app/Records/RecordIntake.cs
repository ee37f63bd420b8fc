using System.Diagnostics;
using TfPilot.App.Evidence;
using TfPilot.App.Jobs;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Records;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Records;

/// <summary>
/// Accepts the result of an apply from the run that the gate allowed to make it. The repository, the run and the commit
/// are those of the token, so a record of another repository cannot be sent.
/// </summary>
internal sealed class RecordIntake(
    JobVerifier verifier, InstallationTokens tokens, RecordStore records, Signals signals,
    TimeProvider clock, ILogger<RecordIntake> log) : IJobIntake
{
    public Task<JobReply> ReceiveAsync(EvidenceRequest request, CancellationToken ct) =>
        verifier.RunAsync(request.Authorization, "record", claims => ReceiveAsync(claims, request, ct), ct);

    private async Task<JobReply> ReceiveAsync(OidcClaims claims, EvidenceRequest request, CancellationToken ct) =>
        await JobRepository.FindAsync(tokens, claims, ct) is { } repository
            ? await request.AnswerAsync(
                "record", RecordDocument.MaxBytes, bytes => ReadAsync(repository, claims, bytes, ct), ct)
            : JobReply.Forbidden(JobRepository.Mismatch(claims));

    private async Task<JobReply> ReadAsync(
        JobRepository repository, OidcClaims claims, byte[] bytes, CancellationToken ct) =>
        RecordDocument.Read("record", bytes) switch
        {
            Validated<ApplyRecord>.Valid(var record) => await StoreAsync(
                new(repository.Installation, repository.Id, new(claims.RunId, claims.RunAttempt), record, bytes), ct),
            Validated<ApplyRecord>.Invalid(var problems) => JobReply.Unreadable("record", problems),
            _ => throw new UnreachableException(),
        };

    private async Task<JobReply> StoreAsync(SentRecord sent, CancellationToken ct)
    {
        var (start, record) = (clock.GetTimestamp(), sent.Record);
        if (await records.FindPassAsync(sent, ct) is not { } pass)
            return JobReply.Forbidden(
                $"The gate allowed no apply of {VisibleText.Of(record.Project)} to " +
                $"{VisibleText.Of(record.Environment)} in {sent.Run}. Ask the gate before the apply, with the same " +
                "environment and name.");
        var note = RecordAudit.Of(record, sent.Run, pass.Pull, pass.Commit, sent.Repository);
        var result = await records.AddAsync(sent, pass, note, clock.GetUtcNow(), ct);
        signals.Reports.Set();
        signals.Deployments.Set();
        log.RecordTaken(
            sent.Run.Run, sent.Run.Attempt, pass.Environment, pass.Project, sent.Repository, sent.Installation,
            RecordText.Word(record.Status), RecordText.Word(result), sent.Document.Length, clock.Milliseconds(start));
        return result == RecordResult.Contradictory ? JobReply.ContradictoryRecord()
            : new(StatusCodes.Status200OK, new()
            {
                ["status"] = RecordText.Word(record.Status),
                ["pull"] = pass.Pull,
                ["lock"] = record.IsSuccess ? "released" : "held",
            });
    }
}
