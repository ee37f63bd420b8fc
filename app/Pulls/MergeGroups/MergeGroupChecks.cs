using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// Writes the check of each merge queue group. Its pull requests are read from GitHub, not from the delivery.
/// </summary>
internal sealed class MergeGroupChecks(
    InstallationTokens tokens, PullFactsReader factsReader, EvidenceReader evidence, CheckRunPublisher writing,
    AuditLog history, PullQueue queue, TimeProvider clock)
{
    /// <summary>GitHub may list a group slightly later than it requests its checks.</summary>
    private static readonly TimeSpan ListingDelay = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Queues the pull request that writes the group's check. A group that GitHub does not list in time fails here,
    /// because no pull request would write its check.
    /// </summary>
    /// <param name="requestedAt">The time of GitHub's first check request.</param>
    /// <returns>False while GitHub may still list the group: retry.</returns>
    public async Task<bool> RequestedAsync(
        long installation, long id, CommitSha head, string baseBranch, DateTimeOffset requestedAt, CancellationToken ct)
    {
        var repository = await tokens.GetClientAsync(installation, id, TokenScope.Read, ct);
        var groups = MergeGroup.Of(await repository.Client.ReadMergeQueueAsync(repository.Name, baseBranch, ct));
        if (groups.FirstOrDefault(group => group.Head == head) is { } known)
        {
            await queue.MarkAsync(new(installation, id, known.Writer.Value), clock.GetUtcNow(), ct);
            return true;
        }

        if (clock.GetUtcNow() - requestedAt < ListingDelay) return false;
        var verdict = MergeGroupRules.Decide(baseBranch, members: null, []);
        var anchor = await history.RecordAsync(new(installation, id, 0), head, verdict, ct);
        await writing.WriteAsync(installation, id, head,
            AuditLog.WithAuditHead(CheckDrafts.Of(verdict, $"{id}:queue:{baseBranch}:{head}"), anchor), ct);
        return true;
    }

    /// <summary>
    /// For each group that contains the pull request: writes the check if this pull request is the last one of the
    /// group; otherwise queues the last one.
    /// </summary>
    public async Task WriteAsync(Lease lease, InstalledRepository repository, GatheredPull pull, CancellationToken ct)
    {
        if (!pull.Snapshot.IsQueued) return;
        var number = pull.Snapshot.Pull.Number;
        var groups = MergeGroup.Of(
            await repository.Client.ReadMergeQueueAsync(repository.Name, pull.Facts.BaseBranch, ct));
        foreach (var group in groups.Where(group => group.Members.Contains(number)))
        {
            if (group.Writer == number) await WriteAsync(lease, repository, group, pull, ct);
            else await queue.MarkAsync(lease.Key with { Pull = group.Writer.Value }, clock.GetUtcNow(), ct);
        }
    }

    /// <summary>
    /// Fails the groups that contain a parked pull request: writes their checks, or queues the pull requests that write
    /// them.
    /// </summary>
    /// <param name="verdict">The result of the parked pull request's required check.</param>
    public async Task WriteDeadLetterAsync(
        Lease lease, InstalledRepository repository, string baseBranch, CheckVerdict verdict, CancellationToken ct)
    {
        var number = lease.Key.Pull;
        var groups = MergeGroup.Of(await repository.Client.ReadMergeQueueAsync(repository.Name, baseBranch, ct));
        foreach (var group in groups.Where(group => group.Members.Any(member => member.Value == number)))
        {
            var draft = CheckDrafts.Of(verdict, $"{lease.Key.Repository}:{group.Writer}:{baseBranch}:{group.Head}");
            if (group.Writer.Value != number)
                await queue.MarkAsync(lease.Key with { Pull = group.Writer.Value }, clock.GetUtcNow(), ct);
            else await writing.WriteAsync(lease, group.Head, published: null, [draft],
                () => history.RecordAsync(lease.Key, group.Head, verdict, ct), ct);
        }
    }

    private async Task WriteAsync(
        Lease lease, InstalledRepository repository, MergeGroup group, GatheredPull writer, CancellationToken ct)
    {
        var members = new List<PullEvaluation> { writer.Evaluation };
        using var others = new Disposables();
        foreach (var other in group.Members.Where(member => member != group.Writer))
            members.Add(
                others.Add(
                    await factsReader.ReadMoreAsync(
                        repository, lease.Key with { Pull = other.Value }, writer, ct)).Evaluation);
        var verdict = MergeGroupRules.Decide(
            writer.Facts.BaseBranch, members, await GroupPlansAsync(lease.Key, group, writer, members, ct));
        var draft = CheckDrafts.Of(
            verdict,
            CheckDrafts.SubjectOf(lease.Key.Repository, group.Writer.Value, writer.Facts.BaseBranch, group.Head));
        await writing.WriteAsync(
            lease, group.Head, published: null, [draft], () => history.RecordAsync(lease.Key, group.Head, verdict, ct),
            ct);
    }

    /// <summary>The plans of the group's own runs, stored under the pull request that writes its check.</summary>
    private async Task<IReadOnlyList<string>> GroupPlansAsync(
        PullKey key, MergeGroup group, GatheredPull writer, List<PullEvaluation> members, CancellationToken ct)
    {
        if (members is [{ Facts.People.StalePlans: not { Count: > 0 } }]) return [];
        var (documents, memory) = await evidence.ReadAsync(
            key, [new(group.Head, group.Head)], writer.Memory, ct);
        using var own = memory;
        return MergeGroupRules.Planned(members,
            new(writer.Facts with
            {
                Head = group.Head,
                Base = group.Head,
                Evidence = [.. documents.Select(one => one.Document)],
                People = null
            }));
    }
}
