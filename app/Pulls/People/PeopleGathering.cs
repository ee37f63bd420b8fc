using System.Collections.Concurrent;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub;
using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Names;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>The people of a pull request, whether something of them is worth another question soon, and after whose change the decision may be another.</summary>
internal sealed record GatheredPeople(PullPeople People, bool IsPartial, IReadOnlyList<PeopleSubject> Subjects);

/// <summary>Gathers who has to do with a pull request: from what was read of it, and by further questions only where somebody's word may count.</summary>
internal sealed class PeopleGathering(PeopleReader reader, KnownPeople known, BoundNames names, ShownPlans plans, DeskFacts desk, TimeProvider clock)
{
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<(PullKey Key, CommitSha Head, CommitSha Base), IReadOnlyList<Push>> pushed = [];
    private readonly ConcurrentDictionary<(PullKey Key, CommitSha Made, DateTimeOffset At), IReadOnlyList<Push>> broughtBefore = [];
    private readonly KeptDifferences differences = new();
    private readonly AllMoves all = new();

    public async Task<GatheredPeople> ReadAsync(InstalledRepository repository, PullKey key, PullSnapshot snapshot, PullFacts facts, Asking asking, CancellationToken ct)
    {
        var (history, version) = (snapshot.History, await known.VersionAsync(key.Installation, ct));
        var (standings, isUnsure) = await StandingsAsync(repository, key, ct);
        var asked = asking.People.Count == 0 ? AskedPeople.Of(facts, standings.Overrides.Count > 0) : AskedPeople.OfDesk(facts);
        var teams = await reader.TeamsAsync(key, repository, version, asked.Teams, ct);
        var logins = await reader.LoginsAsync(key, repository, version, asked.Logins, ct);
        var bound = await names.BindAsync(key, snapshot.Settings, Answers(teams), Answers(logins), ct);
        var people = new PullPeople(snapshot.Author ?? Person.Ghost, clock.GetUtcNow())
        {
            Reviews = history.Reviews,
            Commits = history.Commits,
            Teams = [.. Answers(teams).Select(team => NameBindings.Hold(team, bound))],
            Logins = [.. Answers(logins).Select(login => NameBindings.Hold(login, bound))],
            RetargetedAt = history.RetargetedAt,
            Overrides = standings.Overrides,
            PolicyApprovals = standings.PolicyApprovals,
            Locks = standings.Locks,
        };
        var isPartial = isUnsure || teams.Any(told => told.IsTransient) || logins.Any(told => told.IsTransient);
        var heard = Heard(history, standings, asking);
        IReadOnlyList<PeopleSubject> subjects = [.. asked.Teams.Select(team => PeopleSubject.Team(team.Slug)), .. heard.Select(person => PeopleSubject.Person(person.Id))];
        if (heard.Count == 0) return new(people, isPartial, subjects);

        var access = await reader.AccessAsync(key, repository, version, heard, ct);
        var commits = await differences.WithAsync(repository, key.Repository, history.Commits, ct);
        var pushes = await PushesAsync(repository, key, snapshot, facts, ct);
        return new(
            people with { Commits = commits, Access = Answers(access), Pushes = pushes.Answer, IsHeadHidden = IsHidden(snapshot, pushes), Plans = await plans.OfAsync(key, facts, ct) },
            isPartial || pushes.IsTransient || access.Any(told => told.IsTransient),
            subjects);
    }

    /// <summary>
    /// What people agreed to in comments that are there as they were written: an edit or a deletion that no webhook told of counts as well. While GitHub
    /// cannot be asked, none of it counts.
    /// </summary>
    private async Task<(Standings Standings, bool IsUnsure)> StandingsAsync(InstalledRepository repository, PullKey key, CancellationToken ct)
    {
        var standings = await desk.ReadAsync(key, ct);
        if (standings.Comments is not { Count: > 0 } comments) return (standings, false);
        try
        {
            return (standings.Of(await repository.Client.ListCommentStatesAsync(repository.Name, new(key.Pull), comments, ct)), false);
        }
        catch (GitHubException)
        {
            return (standings.Of(new HashSet<long>()), true);
        }
    }

    /// <summary>Everybody whose word may decide.</summary>
    private static List<Person> Heard(PullHistory history, Standings standings, Asking asking) =>
    [
        .. history.Reviews.Where(review => review is { By.IsBot: false, State: ReviewState.Approved or ReviewState.ChangesRequested or ReviewState.Dismissed }).Select(review => review.By)
            .Concat(standings.People).Concat(asking.People).DistinctBy(person => person.Id),
    ];

    /// <summary>A token of this repository reaches no other that is private.</summary>
    private static bool IsHidden(PullSnapshot snapshot, Told<IReadOnlyList<Push>> pushes) =>
        snapshot.Pull.IsFromFork && (snapshot.HeadRepository is null || pushes.Failure is { Kind: RefusalKind.NotFound or RefusalKind.NotPermitted });

    private static IReadOnlyList<T> Answers<T>(IEnumerable<Told<T>> told) => [.. told.Select(one => one.Answer).OfType<T>()];

    /// <summary>Nothing is added to what brought a head to where it is, so that one reading of it is enough.</summary>
    private async Task<Told<IReadOnlyList<Push>>> PushesAsync(InstalledRepository repository, PullKey key, PullSnapshot snapshot, PullFacts facts, CancellationToken ct)
    {
        if (snapshot.HeadRepository is not { } source || snapshot.History.Commits is not { } commits) return new(null, Failure: null);
        if (pushed.TryGetValue((key, facts.Head, facts.Base), out var known)) return new(known, Failure: null);
        try
        {
            var moves = await repository.Client.ListMovesAsync(source, snapshot.Pull.HeadBranch, ct);
            if (moves.All(move => move.After != facts.Head)) return new(null, Failure: null) { IsTransient = true }; // What has just been pushed is told after a while.
            var own = commits.Select(commit => commit.Sha).ToHashSet();
            if (Pushers.Of(moves, facts.Head, own) is not { } pushes || await BeforeAsync(repository, key, source, moves, pushes, own, ct) is not { } before) return new(null, Failure: null);
            if (pushed.Count >= Most) pushed.Clear();
            return new(pushed[(key, facts.Head, facts.Base)] = [.. pushes, .. before], Failure: null);
        }
        catch (GitHubException failure)
        {
            return new(null, failure);
        }
    }

    /// <summary>Where the branch was made with commits of the pull request, who had brought these to the repository by then; null when nobody knows.</summary>
    private async Task<IReadOnlyList<Push>?> BeforeAsync(
        InstalledRepository repository, PullKey key, RepositoryName source, IReadOnlyList<BranchMove> moves, IReadOnlyList<Push> pushes,
        HashSet<CommitSha> own, CancellationToken ct)
    {
        var found = new List<Push>();
        foreach (var made in pushes.Where(push => push.Before is null && own.Contains(push.After)))
        {
            var at = moves.First(move => move.Before is null && move.After == made.After).At;
            if (!broughtBefore.TryGetValue((key, made.After, at), out var before))
            {
                IEnumerable<BranchMove> everywhere = await all.OfAsync(repository, source, ct);
                if (source != repository.Name) everywhere = everywhere.Concat(await all.OfAsync(repository, repository.Name, ct));
                if (Pushers.Before(everywhere, at, own) is not { } told) return null;
                if (broughtBefore.Count >= Most) broughtBefore.Clear();
                broughtBefore[(key, made.After, at)] = before = told;
            }

            found.AddRange(before);
        }

        return found;
    }
}
