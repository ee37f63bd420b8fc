using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// The people of a pull request, whether a missing fact should be retried soon, and the people and teams whose change
/// may alter the decision.
/// </summary>
internal sealed record GatheredPeople(PullPeople People, bool IsPartial, IReadOnlyList<PeopleSubject> Subjects);

/// <summary>
/// Reads the people of a pull request: from the snapshot, and with further calls only for people whose approval may
/// count.
/// </summary>
internal sealed class PeopleFactsReader(
    PeopleReader reader, PeopleCache known, BoundNames names, PublishedPlans plans, ConsentReader consentReader,
    ProposalStore proposals, SharedCache cache, TimeProvider clock)
{
    private readonly CleanMergeDetector cleanMerges = new(cache);
    private readonly PushReader pushReader = new(cache);

    public async Task<GatheredPeople> ReadAsync(
        InstalledRepository repository, PullKey key, PullSnapshot snapshot, PullFacts facts, AdditionalFacts additional,
        CancellationToken ct)
    {
        var version = await known.VersionAsync(key.Installation, ct);
        var branch = snapshot.Pull.IsFromFork ? null : await proposals.FindBranchAsync(
            key.Installation, key.Repository, snapshot.Pull.HeadBranch, ct);
        if (branch is not null) snapshot = snapshot with { History = OfRequest(snapshot.History, branch) };
        var (consents, isTransient) = await ConsentsAsync(repository, key, ct);
        var requested = additional.People.Count == 0 ? RequestedApprovers.Of(facts, consents.Overrides.Count > 0)
            : RequestedApprovers.ForCommands(facts);
        var (people, arePartial) = await NamedPeopleAsync(
            repository, key, snapshot, branch, consents, requested, version, ct);
        var candidates = Candidates(snapshot.History, consents, additional);
        IReadOnlyList<PeopleSubject> subjects = [.. requested.Teams.Select(team => PeopleSubject.Team(team.Slug)),
            .. candidates.Select(person => PeopleSubject.Person(person.Id))];
        var gathered = new GatheredPeople(people, isTransient || arePartial, subjects);
        return candidates.Count == 0 && !IsOfBot(snapshot, facts) ? gathered
            : await AddCandidatesAsync(gathered, candidates, repository, key, snapshot, facts, version, ct);
    }

    /// <summary>The people of the snapshot, and the teams and logins that the settings name.</summary>
    private async Task<(PullPeople People, bool ArePartial)> NamedPeopleAsync(
        InstalledRepository repository, PullKey key, PullSnapshot snapshot, RequestedBranch? branch,
        RecordedConsents consents, RequestedApprovers requested, long version, CancellationToken ct)
    {
        var history = snapshot.History;
        var teams = await reader.TeamsAsync(key, repository, version, requested.Teams, ct);
        var logins = await reader.LoginsAsync(key, repository, version, requested.Logins, ct);
        var bound = await names.BindAsync(key, snapshot.Settings, Answers(teams), Answers(logins), ct);
        var people = new PullPeople(snapshot.Author ?? Person.Ghost, clock.GetUtcNow())
        {
            OnBehalfOf = branch?.By,
            Reviews = history.Reviews,
            Commits = history.Commits,
            Teams = [.. Answers(teams).Select(team => NameBindings.Bind(team, bound))],
            Logins = [.. Answers(logins).Select(login => NameBindings.Bind(login, bound))],
            RetargetedAt = history.RetargetedAt,
            Overrides = consents.Overrides,
            PolicyApprovals = consents.PolicyApprovals,
            Locks = consents.Locks,
        };
        return (people, teams.Any(lookup => lookup.IsTransient) || logins.Any(lookup => lookup.IsTransient));
    }

    /// <summary>Adds the permissions of the candidates, and who contributed what.</summary>
    private async Task<GatheredPeople> AddCandidatesAsync(
        GatheredPeople gathered, List<Person> candidates, InstalledRepository repository, PullKey key,
        PullSnapshot snapshot, PullFacts facts, long version, CancellationToken ct)
    {
        var access = await reader.AccessAsync(key, repository, version, candidates, ct);
        var commits = await cleanMerges.MarkCleanMergesAsync(
            repository, key.Repository, snapshot.History.Commits, ct);
        var (pushes, isTruncated) = await pushReader.ReadAsync(repository, key, snapshot, facts, ct);
        return gathered with
        {
            People = gathered.People with
            {
                Commits = commits,
                Access = Answers(access),
                Pushes = pushes.Answer,
                IsHeadHidden = IsHidden(snapshot, pushes),
                IsActivityTruncated = isTruncated,
                Plans = await plans.OfAsync(key, facts, ct),
            },
            IsPartial = gathered.IsPartial || pushes.IsTransient || access.Any(lookup => lookup.IsTransient),
        };
    }

    /// <summary>
    /// The consents in comments that still exist unedited, checked on GitHub, because a webhook for an edit or deletion
    /// may be lost. While GitHub is unavailable, none of them counts.
    /// </summary>
    private async Task<(RecordedConsents Consents, bool IsTransient)> ConsentsAsync(
        InstalledRepository repository, PullKey key, CancellationToken ct)
    {
        var consents = await consentReader.ReadAsync(key, ct);
        if (consents.Comments is not { Count: > 0 } comments) return (consents, false);
        try
        {
            return (consents.Of(
                await repository.Client.ListCommentStatesAsync(repository.Name, new(key.Pull), comments, ct)), false);
        }
        catch (GitHubException)
        {
            return (consents.Of(new HashSet<long>()), true);
        }
    }

    /// <summary>
    /// Whether the author is a bot of the settings. Its pushes matter, because those of others end its exception.
    /// </summary>
    private static bool IsOfBot(PullSnapshot snapshot, PullFacts facts) =>
        snapshot.Author is { IsBot: true } author && facts.Settings.Bots.Any(bot => bot.Id == author.Id);

    /// <summary>All people whose approval may count.</summary>
    private static List<Person> Candidates(
        PullHistory history, RecordedConsents consents, AdditionalFacts additional) =>
    [
        .. history.Reviews
            .Where(review => review is { By.IsBot: false,
                State: ReviewState.Approved or ReviewState.ChangesRequested or ReviewState.Dismissed })
                    .Select(review => review.By)
            .Concat(consents.People).Concat(additional.People).DistinctBy(person => person.Id),
    ];

    private static PullHistory OfRequest(PullHistory history, RequestedBranch branch) =>
        history with { Commits = history.Commits is { } all ? [.. all.Select(branch.Attribute)] : null };

    /// <summary>A token of this repository cannot read other private repositories.</summary>
    private static bool IsHidden(PullSnapshot snapshot, Lookup<IReadOnlyList<Push>> pushes) =>
        snapshot.Pull.IsFromFork
        && (snapshot.HeadRepository is null
            || pushes.Failure is { Kind: GitHubErrorKind.NotFound or GitHubErrorKind.NotPermitted });

    private static IReadOnlyList<T> Answers<T>(IEnumerable<Lookup<T>> lookups) =>
        [.. lookups.Select(one => one.Answer).OfType<T>()];
}
