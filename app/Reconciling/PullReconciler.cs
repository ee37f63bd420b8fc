using TfPilot.App.Desk;
using TfPilot.App.Work;
using TfPilot.Core.Approvals;
using TfPilot.GitHub;
using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Reconciling;

/// <summary>Gathers the facts of a pull request and of those that share its head, lets Core decide, and writes what differs from what GitHub shows.</summary>
internal sealed class PullReconciler(
    InstallationTokens tokens, PullGathering gathering, DecisionHistory history, LockReturn locks, PullStore checks, PullQueue queue, TimeProvider clock) : IReconciler
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public async Task<ReconcileResult> RunAsync(Lease lease, CancellationToken ct)
    {
        var key = lease.Key;
        if (await FindAsync(key, ct) is not var (repository, pull))
        {
            await locks.ReleaseAsync(key, "the pull request is gone", ct);
            return new ReconcileResult.Gone();
        }

        if (pull.Facts.State != PullState.Open) await locks.ReleaseAsync(key, pull.Facts.State == PullState.Draft ? "the pull request became a draft" : "the pull request was closed", ct);
        IReadOnlyList<PullKey> twins = [.. pull.Snapshot.SameHead.Select(twin => key with { Pull = twin.Number.Value })];
        if (pull.Facts.State == PullState.Closed)
        {
            // What the closed one wanted does not count any more.
            foreach (var twin in twins) await queue.MarkAsync(twin, clock.GetUtcNow(), ct);
            return new ReconcileResult.Done();
        }

        var first = twins.Append(key).MinBy(twin => twin.Pull);
        if (first != key)
        {
            // One of them writes for all: two at once would each create the checks that they share.
            await queue.MarkAsync(first, clock.GetUtcNow(), ct);
            return new ReconcileResult.Done();
        }

        var sharing = new List<GatheredPull> { pull };
        foreach (var twin in twins) sharing.Add(await gathering.ReadAsync(repository, twin, asking: null, ct));
        sharing.RemoveAll(one => one.Facts.Head != pull.Facts.Head);
        var drafts = Drafts(pull, sharing.ConvertAll(one => one.Facts), key);
        if (await WriteAsync(lease, pull, sharing.ConvertAll(one => one.Facts), drafts, ct)) await LookAgainAsync(repository, pull, key, ct);
        if (sharing.Min(Until) is { } until) await queue.MarkAsync(key, until, ct);
        return new ReconcileResult.Done();
    }

    /// <summary>When it has to be decided again by itself: soon for what was not told, or when something that counts now ends.</summary>
    private DateTimeOffset? Until(GatheredPull pull) => pull.IsPartial ? clock.GetUtcNow() + Pause
        : CanEnd(pull.Facts) ? CheckRules.Judge(pull.Facts).Until
        : null;

    private static bool CanEnd(PullFacts facts) => facts.People is { Overrides.Count: > 0 } or { PolicyApprovals.Count: > 0 } || facts.Settings.Environments.Any(environment => environment.Approvals.MaxAge is not null);

    /// <returns>Null when the pull request, its repository or the installation is gone.</returns>
    private async Task<(InstalledRepository Repository, GatheredPull Pull)?> FindAsync(PullKey key, CancellationToken ct)
    {
        InstalledRepository repository;
        try
        {
            repository = await tokens.ForAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        }
        catch (GitHubException gone) when (gone.Kind is RefusalKind.NotFound or RefusalKind.Invalid)
        {
            return null;
        }

        try
        {
            return (repository, await gathering.ReadAsync(repository, key, asking: null, ct));
        }
        catch (GitHubException gone) when (gone.Kind == RefusalKind.NotFound)
        {
            return null;
        }
    }

    private static List<CheckRunDraft> Drafts(GatheredPull pull, List<PullFacts> sharing, PullKey key)
    {
        var wanted = SharedChecks.Worst(sharing.ConvertAll(facts => new WantedChecks(facts.Number, CheckRules.Decide(facts))));
        return [.. wanted.Concat(Released(pull, wanted)).Select(check => CheckDrafts.Of(check, key, sharing.Find(facts => facts.Number == check.Number)!))];
    }

    /// <summary>Checks of environments that nobody touches any more.</summary>
    private static IEnumerable<SharedCheck> Released(GatheredPull pull, IReadOnlyList<SharedCheck> wanted)
    {
        var names = wanted.Select(check => check.Verdict.Name).ToHashSet(StringComparer.Ordinal);
        return pull.Snapshot.Checks
            .Where(check => check.Name.StartsWith(CheckRules.EnvironmentPrefix, StringComparison.Ordinal) && !names.Contains(check.Name))
            .Select(check => new SharedCheck(pull.Facts.Number, CheckRules.Released(check.Name, wanted[0].Verdict)));
    }

    /// <returns>Whether anything was written.</returns>
    private async Task<bool> WriteAsync(Lease lease, GatheredPull pull, IReadOnlyList<PullFacts> sharing, IEnumerable<CheckRunDraft> drafts, CancellationToken ct)
    {
        var shown = pull.Snapshot.Checks.ToDictionary(check => check.Name, StringComparer.Ordinal);
        var different = drafts.Where(draft => !IsShown(draft, shown.GetValueOrDefault(draft.Name))).ToList();
        if (different.Count == 0) return false;
        var head = await history.TellAsync(lease.Key, pull.Snapshot, sharing, ct);
        var rows = (await checks.ChecksAsync(lease.Key, pull.Facts.Head.Text, ct)).ToDictionary(row => row.Name, StringComparer.Ordinal);
        var writer = await tokens.ForAsync(lease.Key.Installation, lease.Key.Repository, TokenScope.WriteChecks, ct);
        foreach (var draft in different.ConvertAll(draft => DecisionHistory.Anchored(draft, head)))
        {
            var (check, row) = (shown.GetValueOrDefault(draft.Name), rows.GetValueOrDefault(draft.Name));
            var id = await WriteAsync(writer, pull.Facts, draft, check?.Id ?? (row is null ? null : new(row.CheckRun)), check?.ExternalId ?? row?.Hash, ct);
            if (await checks.SaveAsync(new(lease.Key, pull.Facts.Head.Text, draft.Name, id.Value, draft.ExternalId), lease.Fence, ct)) continue;
            // Somebody else has it by now, and may have known less than we wrote or more: only another look tells.
            await queue.MarkAsync(lease.Key, clock.GetUtcNow(), ct);
            return true;
        }

        return true;
    }

    /// <summary>A check that was asked to run again, or that somebody else's hand changed, does not show our conclusion.</summary>
    private static bool IsShown(CheckRunDraft draft, OwnCheckRun? shown) => shown is not null && shown.ExternalId == draft.ExternalId && shown.Conclusion == draft.Conclusion;

    private static Task<GitHub.Names.CheckRunId> WriteAsync(
        InstalledRepository writer, PullFacts facts, CheckRunDraft draft, GitHub.Names.CheckRunId? known, string? written, CancellationToken ct) => known is { } id
        ? writer.Client.UpdateCheckRunAsync(writer.Name, id, CheckDrafts.HasAnnotationsOf(written, draft) ? draft with { Annotations = [] } : draft, ct)
        : writer.Client.CreateCheckRunAsync(writer.Name, facts.Head, draft, ct);

    /// <summary>What was written is true only of what was read: when that moved on meanwhile, look again.</summary>
    private async Task LookAgainAsync(InstalledRepository repository, GatheredPull pull, PullKey key, CancellationToken ct)
    {
        var now = await repository.Client.GetPullRequestAsync(repository.Name, pull.Snapshot.Pull.Number, ct);
        if (now.Head != pull.Facts.Head || now.BaseBranch != pull.Facts.BaseBranch || !now.IsOpen) await queue.MarkAsync(key, clock.GetUtcNow(), ct);
    }
}
