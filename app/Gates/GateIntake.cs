using System.Diagnostics;
using TfPilot.App.Evidence;
using TfPilot.App.Jobs;
using TfPilot.App.Pulls;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Gates;
using TfPilot.Delivery.Locks;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Gates;

/// <summary>
/// Answers a job that wants to apply a plan: verifies its token, gathers the facts, decides, and takes the lock with
/// the answer <c>go</c>. Every answer is in the audit history.
/// </summary>
internal sealed class GateIntake(
    JobVerifier verifier, InstallationTokens tokens, GateFactsReader reader, ApplyLockStore locks, AuditStore audit,
    ApplyApprovalNotifier notifier, TimeProvider clock, ILogger<GateIntake> log) : IJobIntake
{
    public Task<JobReply> ReceiveAsync(EvidenceRequest request, CancellationToken ct) =>
        verifier.RunAsync(request.Authorization, "facts", claims => ReceiveAsync(claims, request, ct), ct);

    private async Task<JobReply> ReceiveAsync(OidcClaims claims, EvidenceRequest request, CancellationToken ct) =>
        await JobRepository.FindAsync(tokens, claims, ct) is { } repository
            ? await request.AnswerAsync(
                "facts", FactsCompression.MaxBytes, bytes => ReadAsync(repository, claims, bytes, ct), ct)
            : JobReply.Forbidden(JobRepository.Mismatch(claims));

    private async Task<JobReply> ReadAsync(
        JobRepository repository, OidcClaims claims, byte[] bytes, CancellationToken ct) =>
        FactsReader.Read("facts", bytes).Then(RequireOneProject) switch
        {
            Validated<ProjectFacts>.Valid(var project) => await AnswerAsync(repository, claims, project, ct),
            Validated<ProjectFacts>.Invalid(var problems) => JobReply.Unreadable("facts", problems),
            _ => throw new UnreachableException(),
        };

    private async Task<JobReply> AnswerAsync(
        JobRepository repository, OidcClaims claims, ProjectFacts project, CancellationToken ct)
    {
        var start = clock.GetTimestamp();
        var caller = new GateCaller(
            claims.Repository.ToString(), claims.Event, claims.RunWorkflow, claims.Ref, claims.Commit,
            new(claims.RunId, claims.RunAttempt), claims.Environment);
        var context = await reader.StartAsync(repository, caller, ct);
        var facts = await reader.ReadAsync(context, project.Environment!, project.Name, project, ct);
        var answer = GateRules.Decide(facts);
        if (answer.IsGo && await TakeAsync(repository, facts, answer, ct) is { IsTaken: false } attempt)
        {
            facts = facts with { Blocker = attempt.Blocker, Ahead = attempt.Ahead };
            answer = GateRules.Decide(facts);
        }

        if (!answer.IsGo)
            await audit.AppendAsync(
                repository.Installation, GateAudit.Of(facts, answer, repository.Id), clock.GetUtcNow(), ct);
        await notifier.AddAsync(repository.Installation, repository.Id, facts, answer, ct);
        log.GateAnswered(
            claims.RunId, claims.RunAttempt, facts.Environment, facts.Project, repository.Id, repository.Installation,
            answer.IsGo ? "go" : "no", string.Join(", ", answer.Reasons.Select(reason => reason.Rule)),
            clock.Milliseconds(start));
        return new(StatusCodes.Status200OK, GateAnswerJson.Write(facts, answer));
    }

    private Task<LockAttempt> TakeAsync(
        JobRepository repository, GateFacts facts, GateAnswer answer, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var wanted = new ApplyLock(
            facts.Known!.Name, Claim.Of(facts.Project, facts.Fresh!.Facts.Plan), facts.Change?.Pull,
            facts.Caller.Commit, facts.Caller.Run, ApplyLockState.Applying, now)
        {
            ChangesNothing = answer.IsNothing,
        };
        return locks.TakeAsync(
            repository.Installation, repository.Id, wanted, facts.IsUrgent, facts.Change?.MergedAt,
            GateAudit.Of(facts, answer, repository.Id), now, ct);
    }

    private static Validated<ProjectFacts> RequireOneProject(ReviewFacts facts) => facts switch
    {
        { Problems: [var problem, ..] } => problem,
        { Projects: [{ Environment.Length: > 0 } project] } => project,
        { Projects: [_] } => new Problem("facts.projects", "The plan has no environment; name it with --environment."),
        _ => new Problem("facts.projects", $"The gate answers for one plan, but there are {facts.Projects.Count}."),
    };
}
