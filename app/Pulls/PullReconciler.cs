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
    InstallationTokens tokens, PullFactsReader gathering, CheckRunPublisher writing, AuditLog history,
    LockReleaser locks, AutoMergeStopper merges, MergeGroupChecks groups,
    EvidenceStore evidence, PullQueue queue, TimeProvider clock, ILogger<PullReconciler> log)
{
    /// <summary>After this many incomplete evaluations in a row, only the periodic scan retries.</summary>
    private const int MaxPartials = 5;

    /// <summary>
    /// The delay after an incomplete evaluation. It doubles each time, because GitHub reports a recent push soon or
    /// never.
    /// </summary>
    private static readonly TimeSpan PartialDelay = TimeSpan.FromMinutes(1);

    public async Task<ReconcileResult> RunAsync(Lease lease, CancellationToken ct)
    {
        var begun = clock.GetTimestamp();
        var (result, decision) = await EvaluateAsync(lease, ct);
        var key = lease.Key;
        log.PullDecided(key.Pull, key.Repository, key.Installation, decision, clock.Milliseconds(begun));
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
        IReadOnlyList<PullKey> twins = [.. pull.Snapshot.SameHead.Select(
            twin => key with { Pull = twin.Number.Value })];
        if (pull.Facts.State == PullState.Closed)
        {
            await evidence.DeleteForeignAsync(key, ct);
            await evidence.MarkClosedAsync(key, clock.GetUtcNow(), ct);
            // Without this closed pull request, the shared checks may change.
            foreach (var twin in twins) await queue.MarkAsync(twin, clock.GetUtcNow(), ct);
            return (new ReconcileResult.Done(new(IsOpen: false, IsPartial: false, [])), "closed");
        }

        await evidence.MarkOpenAsync(key, ct);
        var first = twins.Append(key).MinBy(twin => twin.Pull);
        if (first != key)
        {
            // Only the first pull request with this head writes the checks; two at once would create duplicate checks.
            await queue.MarkAsync(first, clock.GetUtcNow(), lease.Urgency, ct);
            await merges.StopAsync(key, pull, ct);
            await groups.WriteAsync(lease, repository, pull, ct);
            return (new ReconcileResult.Done(new(IsOpen: true, IsPartial: false, pull.Subjects)),
                "handled by the first pull request with this head");
        }

        var sharing = new List<GatheredPull> { pull };
        using var others = new Disposables();
        foreach (var twin in twins) sharing.Add(others.Add(await gathering.ReadMoreAsync(repository, twin, pull, ct)));
        sharing.RemoveAll(one => one.Facts.Head != pull.Facts.Head || one.Facts.State == PullState.Closed);
        var evaluated = sharing.ConvertAll(one => one.Evaluation);
        var drafts = Drafts(pull, evaluated, key);
        Task<AuditHead> TellAsync() => history.RecordAsync(key, pull.Snapshot, evaluated, ct);
        if (await writing.WriteAsync(lease, pull.Facts.Head, pull.Snapshot.Checks, drafts, TellAsync, ct))
            await RequeueIfChangedAsync(repository, pull, key, ct);
        await merges.StopAsync(key, pull, ct);
        await groups.WriteAsync(lease, repository, pull, ct);
        if (sharing.Min(one => Until(one, lease)) is { } until) await queue.MarkAsync(key, until, WorkClass.Scan, ct);
        return (new ReconcileResult.Done(new(IsOpen: true, sharing.Any(one => one.IsPartial), pull.Subjects)),
            pull.Evaluation.Decision.Decision.Word());
    }

    /// <summary>
    /// The time of the next scheduled evaluation: soon when facts are missing, or when an input expires.
    /// </summary>
    private DateTimeOffset? Until(GatheredPull pull, Lease lease) =>
        pull.IsPartial && lease.Partials < MaxPartials ? clock.GetUtcNow() + (PartialDelay * (1 << lease.Partials))
        : CanEnd(pull.Facts) ? pull.Evaluation.Decision.Until
        : null;

    private static bool CanEnd(PullFacts facts) =>
        facts.People is { Overrides.Count: > 0 } or { PolicyApprovals.Count: > 0 }
        || facts.Settings.Environments.Any(environment => environment.Approvals.MaxAge is not null);

    /// <returns>Null when the pull request, its repository or the installation no longer exists.</returns>
    private async Task<(InstalledRepository Repository, GatheredPull Pull)?> FindAsync(
        PullKey key, CancellationToken ct)
    {
        if (await OpenAsync(key, ct) is not { } repository) return null;
        if (await ReadAsync(repository, key, ct) is { } pull) return (repository, pull);
        tokens.Invalidate(key.Installation, key.Repository); // A token that lost a permission gets "not found" too.
        return await OpenAsync(key, ct) is { } renewed && await ReadAsync(renewed, key, ct) is { } there
            ? (renewed, there) : null;
    }

    private async Task<InstalledRepository?> OpenAsync(PullKey key, CancellationToken ct)
    {
        try
        {
            return await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        }
        catch (GitHubException gone) when (gone.Kind is GitHubErrorKind.NotFound or GitHubErrorKind.Invalid)
        {
            return null;
        }
    }

    private async Task<GatheredPull?> ReadAsync(InstalledRepository repository, PullKey key, CancellationToken ct)
    {
        try
        {
            return await gathering.ReadAsync(repository, key, Asking.Nobody, ct);
        }
        catch (GitHubException gone) when (gone.Kind == GitHubErrorKind.NotFound)
        {
            return null;
        }
    }

    private static List<CheckRunDraft> Drafts(GatheredPull pull, List<PullEvaluation> sharing, PullKey key)
    {
        var wanted = SharedChecks.Worst(sharing);
        var checks = SharedChecks.Limited(
            wanted, pull.Snapshot.Checks.Select(check => check.Name).ToHashSet(StringComparer.Ordinal));
        return
        [
            .. checks.Concat(Released(pull, [.. wanted, .. checks]))
                .Select(check => CheckDrafts.Of(check, key, sharing.Find(one => one.Facts.Number == check.Number)!)),
        ];
    }

    /// <summary>Checks of environments that are no longer affected.</summary>
    private static IEnumerable<SharedCheck> Released(GatheredPull pull, IReadOnlyList<SharedCheck> wanted)
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
