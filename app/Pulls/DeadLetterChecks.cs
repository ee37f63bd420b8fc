using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// Fails the checks of a dead-lettered (parked) pull request: their last result is based on old facts and would hide a
/// later freeze or change request.
/// </summary>
internal sealed class DeadLetterChecks(
    InstallationTokens tokens, CheckRunPublisher publisher, PullStore checks, AuditLog auditLog, ChangeStore changes,
    MergeGroupChecks groups, ILogger<DeadLetterChecks> log)
{
    /// <param name="lease">Must still be valid, so that no other worker writes the same checks.</param>
    public async Task WriteAsync(Lease lease, string reason, CancellationToken ct)
    {
        try
        {
            await FailAsync(lease, reason, ct);
        }
        catch (GitHubException failure)
        {
            // The next scan queues the pull request again.
            log.WorkIncomplete($"the check of the parked {lease.Key}", failure.Message);
        }
    }

    private async Task FailAsync(Lease lease, string reason, CancellationToken ct)
    {
        var key = lease.Key;
        var repository = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        var pull = await repository.Client.GetPullRequestAsync(repository.Name, new PullNumber(key.Pull), ct);
        if (!pull.IsOpen) return;
        await changes.RemoveDecisionAsync(key, ct); // A merge past the failing check must not count as approved.
        var required = CheckRules.Undecided(CheckRules.RequiredName(pull.BaseBranch), isRequired: true, reason);
        var written = await checks.ChecksAsync(key, pull.Head.Text, ct);
        var environments = written.Where(
            row => row.Name.StartsWith(CheckRules.EnvironmentPrefix, StringComparison.Ordinal))
            .Select(row => CheckRules.Undecided(row.Name, isRequired: false, reason));
        var place = CheckDrafts.SubjectOf(key.Repository, key.Pull, pull.BaseBranch, pull.Head);
        var drafts = environments.Prepend(required).Select(verdict => CheckDrafts.Of(verdict, place)).ToList();
        await publisher.WriteAsync(lease, pull.Head, published: null, drafts,
            () => auditLog.RecordDeadLetterAsync(key, pull.Head, required, reason, ct), ct);
        await groups.WriteDeadLetterAsync(lease, repository, pull.BaseBranch, required, ct);
    }
}
