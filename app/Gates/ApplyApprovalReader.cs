using TfPilot.App.Evidence;
using TfPilot.App.Pulls;
using TfPilot.Core.Approvals;
using TfPilot.Delivery.Changes;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Gates;

/// <summary>
/// Reads the approvals before an apply, and counts them with the people's teams and permissions as they are now.
/// </summary>
internal sealed class ApplyApprovalReader(
    ApplyApprovalStore approvals, PeopleReader reader, PeopleCache membership, BoundNames names, TimeProvider clock)
{
    /// <returns>Null when the environment requires none.</returns>
    public async Task<ApplyApprovalResult?> ReadAsync(
        JobRepository repository, GateSettings settings, EffectiveEnvironment? environment, ApprovedChange? change,
        CancellationToken ct)
    {
        if (environment?.ApplyApprovals is not { } required || change is null) return null;
        var key = new PullKey(repository.Installation, repository.Id, change.Pull);
        var given = await UneditedAsync(
            repository.Installed, key, await approvals.ListAsync(key, environment.Name, ct), ct);
        var people = await PeopleAsync(repository.Installed, key, settings, required, given, ct);
        return ApplyApprovals.Decide(required, settings.Effective.Roles, change.MergedAt, given, people);
    }

    /// <summary>
    /// Comments are checked on GitHub, because a delivery about an edited or deleted comment may be lost.
    /// </summary>
    private static async Task<IReadOnlyList<ApplyApproval>> UneditedAsync(
        InstalledRepository repository, PullKey key, IReadOnlyList<ApplyApproval> given, CancellationToken ct)
    {
        var comments = given.Where(approval => !approval.IsEdited).Select(approval => approval.Comment)
            .OfType<long>().ToHashSet();
        if (comments.Count == 0) return given;
        var unchanged = await repository.Client.ListCommentStatesAsync(repository.Name, new(key.Pull), comments, ct);
        return [.. given.Select(approval => approval with
        {
            IsEdited = approval.IsEdited || (approval.Comment is { } comment && !unchanged.Contains(comment)),
        })];
    }

    private async Task<PullPeople> PeopleAsync(
        InstalledRepository repository, PullKey key, GateSettings settings, ApprovalSettings required,
        IReadOnlyList<ApplyApproval> given, CancellationToken ct)
    {
        var requested = RequestedApprovers.ForApply(required, settings.Effective.Roles);
        var version = await membership.VersionAsync(key.Installation, ct);
        var teams = Answers(await reader.TeamsAsync(key, repository, version, requested.Teams, ct));
        var logins = Answers(await reader.LoginsAsync(key, repository, version, requested.Logins, ct));
        var bound = await names.BindAsync(key, settings.Texts, teams, logins, ct);
        return new(Person.Ghost, clock.GetUtcNow())
        {
            Teams = [.. teams.Select(team => NameBindings.Bind(team, bound))],
            Logins = [.. logins.Select(login => NameBindings.Bind(login, bound))],
            Access = Answers(await reader.AccessAsync(
                key, repository, version, given.Select(approval => approval.By).DistinctBy(person => person.Id), ct)),
        };
    }

    private static IReadOnlyList<T> Answers<T>(IEnumerable<Lookup<T>> lookups) =>
        [.. lookups.Select(one => one.Answer).OfType<T>()];
}
