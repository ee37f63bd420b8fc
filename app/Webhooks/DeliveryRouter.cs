using System.Diagnostics;
using TfPilot.App.Commands;
using TfPilot.App.Gates;
using TfPilot.App.Pulls;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Webhooks;
using TfPilot.Storage;

namespace TfPilot.App.Webhooks;

/// <summary>Queues the pull requests that a delivery affects and handles the commands in it. Idempotent.</summary>
internal sealed class DeliveryRouter(
    OpenPullFinder open, CommandHandler comments, CheckActionHandler buttons, MergeGroupChecks groups,
    ProtectionRule protection, PullQueue queue, PullStore checks, InstallationStore installations,
    TimeProvider clock)
{
    private static readonly TimeSpan MembershipDelay = TimeSpan.FromSeconds(10);

    /// <returns>False when the delivery must be retried: another worker holds the claim, or GitHub does not show the
    /// change yet.</returns>
    public async Task<bool> RouteAsync(Webhook webhook, DateTimeOffset received, CancellationToken ct)
    {
        if (webhook.Installation is not { } installation) return true;
        if (webhook.Subject is WebhookSubject.Installation(var change))
            await UpdateInstallationAsync(installation, change, ct);
        if (webhook.Subject is WebhookSubject.MembershipChanged membership)
            await MembershipChangedAsync(installation, webhook.Repository?.Id, membership, ct);
        if (webhook is { Subject: WebhookSubject.MergeGroup(var head, _, var branch), Repository: { } queued })
            return await groups.RequestedAsync(installation, queued.Id, head, branch, received, ct);
        if (webhook is { Subject: WebhookSubject.Deployment(var environment, var run), Repository: { } deployed })
        {
            await protection.AnswerAsync(installation, deployed.Id, run, environment, isFirst: true, ct);
            return true;
        }

        var affected = await AffectedPullsAsync(installation, webhook, ct);
        var isDone = affected.Count == 0 || await HandleCommentAsync(affected.MinBy(key => key.Pull), webhook, ct);
        foreach (var key in affected)
            await queue.MarkForDeliveryAsync(key, clock.GetUtcNow(), UrgencyOf(webhook.Subject), ct);
        return isDone;
    }

    /// <summary>
    /// Team changes come in bursts, so a short delay lets each pull request be evaluated once for all of them.
    /// </summary>
    private async Task MembershipChangedAsync(
        long installation, long? repository, WebhookSubject.MembershipChanged change, CancellationToken ct)
    {
        await installations.RecordMembershipChangeAsync(installation, ct);
        await queue.MarkOpenAsync(
            installation, repository, SubjectsOf(change), clock.GetUtcNow() + MembershipDelay, ct);
    }

    private static List<PeopleSubject> SubjectsOf(WebhookSubject.MembershipChanged change)
    {
        var subjects = new List<PeopleSubject>();
        if (change.Team is { } team) subjects.Add(PeopleSubject.Team(team));
        if (change.Member is { } member) subjects.Add(PeopleSubject.Person(new(member)));
        if (change.IsAnyTeam) subjects.Add(PeopleSubject.AnyTeam);
        if (subjects.Count == 0) subjects.Add(PeopleSubject.Anyone);
        return subjects;
    }

    private static WorkClass UrgencyOf(WebhookSubject subject) => subject switch
    {
        WebhookSubject.Branch { IsDefault: true } or WebhookSubject.WholeRepository or WebhookSubject.Installation
            or WebhookSubject.MembershipChanged => WorkClass.FanOut,
        WebhookSubject.Pull or WebhookSubject.Comment or WebhookSubject.CheckAction or WebhookSubject.Commit
            or WebhookSubject.Branch or WebhookSubject.MergeGroup or WebhookSubject.Deployment
            or WebhookSubject.Nothing => WorkClass.Event,
        _ => throw new UnreachableException(),
    };

    private async Task<bool> HandleCommentAsync(PullKey key, Webhook webhook, CancellationToken ct)
    {
        switch (webhook)
        {
            case { Subject: WebhookSubject.Comment(_, var id, IsNew: true) }:
                return await comments.HandleAsync(key, id, ct);
            case { Subject: WebhookSubject.Comment(_, var id, _) }:
                await comments.RevokeAsync(key, id, ct);
                return true;
            case { Subject: WebhookSubject.CheckAction(_, var check, var identifier), Sender: { } sender }:
                await buttons.HandleAsync(key,
                    new(new(sender.Account.Id), sender.Account.Login) { IsBot = sender.IsBot }, check, identifier, ct);
                return true;
            default:
                return true;
        }
    }

    private Task UpdateInstallationAsync(long installation, InstallationChange change, CancellationToken ct) =>
        change switch
        {
            InstallationChange.Deleted => installations.RecordRemovedAsync(
                installation, "GitHub reported it", clock.GetUtcNow(), ct),
            InstallationChange.Suspended => Task.CompletedTask, // May be unsuspended: its data is kept.
            InstallationChange.Created or InstallationChange.Unsuspended or InstallationChange.Changed =>
                installations.RecordInstalledAsync(installation, clock.GetUtcNow(), ct),
            _ => throw new UnreachableException(),
        };

    private async Task<IReadOnlyList<PullKey>> AffectedPullsAsync(
        long installation, Webhook webhook, CancellationToken ct) => webhook.Subject switch
        {
            WebhookSubject.Installation(InstallationChange.Deleted or InstallationChange.Suspended) => [],
            WebhookSubject.Installation => await open.OfInstallationAsync(installation, ct),
            WebhookSubject.MembershipChanged => [], // Already queued by MembershipChangedAsync.
            var subject when webhook.Repository is { } repository =>
                await AffectedPullsAsync(installation, repository.Id, subject, ct),
            _ => [],
        };

    private async Task<IReadOnlyList<PullKey>> AffectedPullsAsync(
        long installation, long repository, WebhookSubject subject, CancellationToken ct) => subject switch
        {
            WebhookSubject.Pull(var number) => [new(installation, repository, number.Value)],
            WebhookSubject.Comment(var number, _, _) => [new(installation, repository, number.Value)],
            WebhookSubject.CheckAction(var of, var check, _) =>
                await AffectedPullsAsync(installation, repository, of, ct) is { Count: > 0 } pulls ? pulls
                : await checks.PullsOfAsync(installation, repository, of.Head.Text, check, ct),
            WebhookSubject.Commit(_, { Count: > 0 } listed) =>
                [.. listed.Select(number => new PullKey(installation, repository, number.Value))],
            WebhookSubject.Commit(var head, _) =>
                await open.OfRepositoryAsync(installation, repository, pull => pull.Head == head, ct),
            WebhookSubject.Branch(_, _, IsDefault: true) or WebhookSubject.WholeRepository =>
                await open.OfRepositoryAsync(installation, repository, _ => true, ct),
            WebhookSubject.Branch(var name, _, _) =>
                await open.OfRepositoryAsync(
                    installation, repository, pull => pull.HeadBranch == name || pull.BaseBranch == name, ct),
            WebhookSubject.Nothing or WebhookSubject.MergeGroup or WebhookSubject.Deployment => [],
            // These affect the whole installation and are handled above.
            WebhookSubject.Installation or WebhookSubject.MembershipChanged => [],
            _ => throw new UnreachableException(),
        };
}
