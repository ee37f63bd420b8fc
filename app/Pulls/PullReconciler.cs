using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// Reads the facts of a pull request and of those that share its head, evaluates them with Core, and updates the checks
/// that differ.
/// </summary>
internal sealed class PullReconciler(
    InstallationTokens tokens, PullFactsReader factsReader, CheckRunPublisher publisher, AuditLog auditLog,
    LockReleaser locks, MergeRecorder merges, AutoMergeStopper autoMerges, MergeGroupChecks groups,
    EvidenceStore evidence, PullQueue queue, TimeProvider clock, ILogger<PullReconciler> log)
{
    /// <summary>After this many incomplete evaluations in a row, only the periodic scan retries.</summary>
    private const int MaxPartialRetries = 5;

    /// <summary>
    /// The delay after an incomplete evaluation. It doubles each time, because GitHub reports a recent push soon or
    /// never.
    /// </summary>
    private static readonly TimeSpan PartialDelay = TimeSpan.FromMinutes(1);

    public async Task<ReconcileResult> RunAsync(Lease lease, CancellationToken ct)
    {
        var start = clock.GetTimestamp();
        var (result, decision) = await EvaluateAsync(lease, ct);
        var key = lease.Key;
        log.PullDecided(key.Pull, key.Repository, key.Installation, decision, clock.Milliseconds(start));
        return result;
    }

    /// <summary>Evaluates the pull request. The decision is one word for the log.</summary>
    private async Task<(ReconcileResult Result, string Decision)> EvaluateAsync(Lease lease, CancellationToken ct)
    {
        var key = lease.Key;
        if (await FindAsync(key, ct) is not var (repository, pull))
        {
            await locks.ReleaseAsync(key, "the pull request is gone", ct);
            await evidence.MarkClosedAsync(key, clock.GetUtcNow(), ct);
            return (new ReconcileResult.Gone(), "gone");
        }

        using var own = pull;
        if (pull.Facts.State != PullState.Open)
            await locks.ReleaseAsync(key,
                pull.Facts.State == PullState.Draft ? "the pull request became a draft" : "the pull request was closed",
                ct);
        IReadOnlyList<PullKey> sameHead = [.. pull.Snapshot.SameHead.Select(
            other => key with { Pull = other.Number.Value })];
        if (pull.Facts.State == PullState.Closed)
        {
            if (pull.Snapshot.Pull.IsMerged) await merges.RecordAsync(repository, key, ct);
            return await CloseAsync(key, sameHead, ct);
        }

        await evidence.MarkOpenAsync(key, ct);
        var first = sameHead.Append(key).MinBy(other => other.Pull);
        return first != key ? await DeferToFirstAsync(first, lease, repository, pull, ct)
            : await WriteChecksAsync(sameHead, lease, repository, pull, ct);
    }

    private async Task<(ReconcileResult Result, string Decision)> CloseAsync(
        PullKey key, IReadOnlyList<PullKey> sameHead, CancellationToken ct)
    {
        await evidence.DeleteForeignAsync(key, ct);
        await evidence.MarkClosedAsync(key, clock.GetUtcNow(), ct);
        // Without this closed pull request, the shared checks may change.
        foreach (var other in sameHead) await queue.MarkAsync(other, clock.GetUtcNow(), ct);
        return (new ReconcileResult.Done(new(IsOpen: false, IsPartial: false, [])), "closed");
    }

    /// <summary>
    /// Only the first pull request with this head writes the checks; two at once would create duplicate checks.
    /// </summary>
    private async Task<(ReconcileResult Result, string Decision)> DeferToFirstAsync(
        PullKey first, Lease lease, InstalledRepository repository, GatheredPull pull, CancellationToken ct)
    {
        await queue.MarkAsync(first, clock.GetUtcNow(), lease.Urgency, ct);
        await autoMerges.StopAsync(lease.Key, pull, ct);
        await groups.WriteAsync(lease, repository, pull, ct);
        return (new ReconcileResult.Done(new(IsOpen: true, IsPartial: false, pull.Subjects)),
            "handled by the first pull request with this head");
    }

    /// <summary>Evaluates all pull requests with this head, and writes the checks that they share.</summary>
    private async Task<(ReconcileResult Result, string Decision)> WriteChecksAsync(
        IReadOnlyList<PullKey> sameHead, Lease lease, InstalledRepository repository, GatheredPull pull,
        CancellationToken ct)
    {
        var key = lease.Key;
        var sameHeadPulls = new List<GatheredPull> { pull };
        using var others = new Disposables();
        foreach (var other in sameHead)
            sameHeadPulls.Add(others.Add(await factsReader.ReadMoreAsync(repository, other, pull, ct)));
        sameHeadPulls.RemoveAll(one => one.Facts.Head != pull.Facts.Head || one.Facts.State == PullState.Closed);
        var evaluated = sameHeadPulls.ConvertAll(one => one.Evaluation);
        var drafts = Drafts(pull, evaluated, key);
        foreach (var one in sameHeadPulls) await merges.SaveDecisionAsync(key, one, ct);
        Task<AuditHead> RecordAsync() => auditLog.RecordAsync(key, pull.Snapshot, evaluated, ct);
        if (await publisher.WriteAsync(lease, pull.Facts.Head, pull.Snapshot.Checks, drafts, RecordAsync, ct))
            await RequeueIfChangedAsync(repository, pull, key, ct);
        await autoMerges.StopAsync(key, pull, ct);
        await groups.WriteAsync(lease, repository, pull, ct);
        if (sameHeadPulls.Min(one => NextEvaluation(one, lease)) is { } next)
            await queue.MarkAsync(key, next, WorkClass.Scan, ct);
        return (new ReconcileResult.Done(new(IsOpen: true, sameHeadPulls.Any(one => one.IsPartial), pull.Subjects)),
            pull.Evaluation.Decision.Decision.Word());
    }

    /// <summary>
    /// The time of the next scheduled evaluation: soon when facts are missing, or when an input expires.
    /// </summary>
    private DateTimeOffset? NextEvaluation(GatheredPull pull, Lease lease) =>
        pull.IsPartial && lease.Partials < MaxPartialRetries
            ? clock.GetUtcNow() + (PartialDelay * (1 << lease.Partials))
        : CanExpire(pull.Facts) ? pull.Evaluation.Decision.ExpiresAt
        : null;

    private static bool CanExpire(PullFacts facts) =>
        facts.People is { Overrides.Count: > 0 } or { PolicyApprovals.Count: > 0 }
        || facts.Settings.Environments.Any(environment => environment.Approvals.MaxAge is not null);

    /// <returns>Null when the pull request, its repository or the installation no longer exists.</returns>
    private async Task<(InstalledRepository Repository, GatheredPull Pull)?> FindAsync(
        PullKey key, CancellationToken ct)
    {
        if (await OpenAsync(key, ct) is not { } repository) return null;
        if (await ReadAsync(repository, key, ct) is { } pull) return (repository, pull);
        tokens.Invalidate(key.Installation, key.Repository); // A token that lost a permission gets "not found" too.
        return await OpenAsync(key, ct) is { } renewed && await ReadAsync(renewed, key, ct) is { } renewedPull
            ? (renewed, renewedPull) : null;
    }

    private async Task<InstalledRepository?> OpenAsync(PullKey key, CancellationToken ct)
    {
        try
        {
            return await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        }
        catch (GitHubException notFound) when (notFound.Kind is GitHubErrorKind.NotFound or GitHubErrorKind.Invalid)
        {
            return null;
        }
    }

    private async Task<GatheredPull?> ReadAsync(InstalledRepository repository, PullKey key, CancellationToken ct)
    {
        try
        {
            return await factsReader.ReadAsync(repository, key, AdditionalFacts.None, ct);
        }
        catch (GitHubException notFound) when (notFound.Kind == GitHubErrorKind.NotFound)
        {
            return null;
        }
    }

    private static List<CheckRunDraft> Drafts(GatheredPull pull, List<PullEvaluation> evaluations, PullKey key)
    {
        var wanted = SharedChecks.Worst(evaluations);
        var checks = SharedChecks.Limited(
            wanted, pull.Snapshot.Checks.Select(check => check.Name).ToHashSet(StringComparer.Ordinal));
        return
        [
            .. checks.Concat(UnaffectedChecks(pull, [.. wanted, .. checks]))
                .Select(check => CheckDrafts.Of(
                    check, key, evaluations.Find(one => one.Facts.Number == check.Number)!)),
        ];
    }

    /// <summary>Checks of environments that are no longer affected.</summary>
    private static IEnumerable<SharedCheck> UnaffectedChecks(GatheredPull pull, IReadOnlyList<SharedCheck> wanted)
    {
        var names = wanted.Select(check => check.Verdict.Name).ToHashSet(StringComparer.Ordinal);
        return pull.Snapshot.Checks
            .Where(check => check.Name.StartsWith(CheckRules.EnvironmentPrefix, StringComparison.Ordinal)
                && !names.Contains(check.Name))
            .Select(check => new SharedCheck(
                pull.Facts.Number, CheckRules.Released(check.Name, wanted[0].Verdict, pull.Facts.Settings)));
    }

    /// <summary>
    /// Queues the pull request again when its head, base branch or state changed meanwhile, because the result is valid
    /// only for the state that was read.
    /// </summary>
    private async Task RequeueIfChangedAsync(
        InstalledRepository repository, GatheredPull pull, PullKey key, CancellationToken ct)
    {
        var now = await repository.Client.GetPullRequestAsync(repository.Name, pull.Snapshot.Pull.Number, ct);
        if (now.Head != pull.Facts.Head || now.BaseBranch != pull.Facts.BaseBranch || !now.IsOpen)
            await queue.MarkAsync(key, clock.GetUtcNow(), ct);
    }
}
