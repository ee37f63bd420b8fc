using System.Diagnostics;
using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Proposals;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Proposals;

/// <summary>
/// Opens the pull requests that commands ask for, one for each request, and comments on the result. An interrupted
/// request is continued by the next run.
/// </summary>
internal sealed class ProposalWorker(
    ProposalStore proposals, RollbackFlow rollback, DestroyFlow destroy, CleanupFlow cleanup,
    InstallationTokens tokens, Signals signals, TimeProvider clock, ILogger<ProposalWorker> log) : IBackgroundJob
{
    private const int MaxAttempts = 5;

    /// <summary>Multiplied by the number of attempts.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(1);

    public string Name => "the pull requests of commands";

    public TimeSpan PollInterval => TimeSpan.FromSeconds(30);

    public Signal Signal => signals.Proposals;

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var count = 0;
        for (; await proposals.ClaimAsync(clock.GetUtcNow(), ct) is { } lease; count++) await RunAsync(lease, ct);
        return count;
    }

    private async Task RunAsync(ProposalLease lease, CancellationToken ct)
    {
        if (lease.Attempt > MaxAttempts)
        {
            await EndAsync(lease, new ProposalOutcome.Refused(
                $"tfpilot was interrupted {MaxAttempts} times. Ask again in a new comment."), ct);
            return;
        }

        try
        {
            await EndAsync(lease, lease.Proposal.Kind switch
            {
                ProposalKind.Rollback => await rollback.RunAsync(lease, ct),
                ProposalKind.Cleanup when lease.Proposal.Environment.Length == 0 => await cleanup.RunAsync(lease, ct),
                ProposalKind.Destroy or ProposalKind.Cleanup => await destroy.RunAsync(lease, ct),
                _ => throw new UnreachableException(),
            }, ct);
        }
        catch (GitHubException failure)
        {
            log.WorkIncomplete($"{lease.Proposal.Branch} for {lease.Key}", failure.Message);
            if (failure.Kind is GitHubErrorKind.Unavailable or GitHubErrorKind.RateLimited
                && lease.Attempt < MaxAttempts)
                await proposals.RetryAsync(lease, clock.GetUtcNow() + (RetryDelay * lease.Attempt), ct);
            else await EndAsync(lease, new ProposalOutcome.Refused(failure.Message), ct);
        }
    }

    private async Task EndAsync(ProposalLease lease, ProposalOutcome outcome, CancellationToken ct)
    {
        if (outcome is ProposalOutcome.Found(var projects, var about))
        {
            if (await proposals.ReplaceAsync(lease, projects, clock.GetUtcNow(), ct) && about.Length > 0)
                await CommentAsync(lease.Key, $"{about}\n", ct);
            return;
        }

        var (opened, text, notes) = outcome switch
        {
            ProposalOutcome.Opened found => ((int?)found.Pull,
                $"Opened #{found.Pull}, which {found.Effect}.\n", NotesOf(lease, found)),
            ProposalOutcome.Refused(var sentence) => (null,
                $"No pull request was opened. {MarkdownText.Escape(sentence)}\n",
                [Note(lease, lease.Key.Pull, $"opened no pull request: {sentence}")]),
            ProposalOutcome.Superseded or ProposalOutcome.Found => (null, "", []),
            _ => throw new UnreachableException(),
        };
        if (notes.Count > 0 && await proposals.EndAsync(lease, opened, notes, clock.GetUtcNow(), ct))
            await CommentAsync(lease.Key, text, ct);
    }

    private static IReadOnlyList<AuditNote> NotesOf(ProposalLease lease, ProposalOutcome.Opened found) =>
    [
        .. found.Concerned.Append(lease.Key.Pull).Distinct()
            .Select(pull => Note(lease, pull, $"opened #{found.Pull}, which {found.Effect}")),
    ];

    private static AuditNote Note(ProposalLease lease, int pull, string what) =>
        new(AuditKind.Proposal, lease.Key.Repository, pull, what)
        {
            By = lease.Proposal.By,
            Evidence = [.. Evidence(lease.Proposal)],
        };

    private static IEnumerable<AuditEvidence> Evidence(Proposal proposal)
    {
        if (proposal.Environment.Length > 0) yield return new("environment", proposal.Environment);
        if (proposal.Project.Length > 0) yield return new("project", proposal.Project);
        yield return new("branch", proposal.Branch);
    }

    private async Task CommentAsync(PullKey key, string markdown, CancellationToken ct)
    {
        try
        {
            var writer = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.WriteComments, ct);
            await writer.Client.CreateCommentAsync(writer.Name, new(key.Pull), markdown, ct);
        }
        catch (GitHubException failure)
        {
            log.WorkIncomplete($"the comment on {key}", failure.Message);
        }
    }
}
