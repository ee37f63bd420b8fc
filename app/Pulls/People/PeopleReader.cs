using TfPilot.Core.Approvals;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// GitHub's answer about people, or the reason why it is missing; a temporary failure is retried soon.
/// </summary>
internal sealed record Lookup<T>(T? Answer, GitHubException? Failure)
{
    public bool IsTransient { get; init; } = Failure is
    {
        Kind: GitHubErrorKind.Unavailable
        or GitHubErrorKind.RateLimited
    };
}

/// <summary>Reads team members, permissions and logins from GitHub, cached as long as is safe.</summary>
internal sealed class PeopleReader(InstallationTokens tokens, PeopleCache known)
{
    public async Task<IReadOnlyList<Lookup<TeamFacts>>> TeamsAsync(
        PullKey key, InstalledRepository repository, long version, IEnumerable<TeamName> teams, CancellationToken ct)
    {
        var found = new List<Lookup<TeamFacts>>();
        foreach (var team in teams) found.Add(await TeamAsync(key, repository.Name, version, team, ct));
        return found;
    }

    public async Task<IReadOnlyList<Lookup<KnownLogin>>> LoginsAsync(
        PullKey key, InstalledRepository repository, long version, IEnumerable<string> logins, CancellationToken ct)
    {
        var found = new List<Lookup<KnownLogin>>();
        foreach (var login in logins)
        {
            var (answer, failure) = await AccessAsync(key, repository, version, login, ct);
            found.Add(new(answer is not null || failure is { Kind: GitHubErrorKind.NotFound } ? new(login, answer?.Id)
                : null, failure));
        }

        return found;
    }

    /// <summary>
    /// The permissions of people whose logins GitHub has just returned. An account that was renamed meanwhile is left
    /// out.
    /// </summary>
    public async Task<IReadOnlyList<Lookup<KnownAccess>>> AccessAsync(
        PullKey key, InstalledRepository repository, long version, IEnumerable<Person> people, CancellationToken ct)
    {
        var found = new List<Lookup<KnownAccess>>();
        foreach (var person in people)
        {
            var lookup = await AccessAsync(key, repository, version, person.Login, ct);
            found.Add(lookup.Failure is { Kind: GitHubErrorKind.NotFound }
                ? lookup with { Answer = new(person.Id, Access: null) } : lookup.Answer?.Id == person.Id ? lookup
                : lookup with { Answer = null });
        }

        return found;
    }

    private Task<Lookup<KnownAccess>> AccessAsync(
        PullKey key, InstalledRepository repository, long version, string login, CancellationToken ct) =>
        LookUpAsync(key, version, $"access {key.Repository} {login.ToLowerInvariant()}",
            () => repository.Client.ReadAccessAsync(repository.Name, login, ct));

    private async Task<Lookup<TeamFacts>> TeamAsync(
        PullKey key, RepositoryName repository, long version, TeamName team, CancellationToken ct)
    {
        var owner = repository.Owner;
        if (team.Organization is { } other && !string.Equals(other, owner, StringComparison.OrdinalIgnoreCase))
            return new(
                new(team, Members: null, $"does not belong to {owner}, the owner of the repository") { IsVoid = true },
                Failure: null);
        var lookup = await LookUpAsync(key, version, $"team {key.Repository} {owner}/{team.Slug}", async () =>
        {
            var installed = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.ReadTeams, ct);
            var found = await installed.Client.ReadTeamAsync(owner, team.Slug, ct);
            var canWrite = await installed.Client.CanTeamWriteAsync(owner, team.Slug, repository, ct) != false;
            return new TeamFacts(team, canWrite ? found.Members : null,
                canWrite ? null
                    : $"has no write access to {repository.Name}, which members need to count")
            {
                Id = found.Id,
                IsVoid = !canWrite
            };
        });
        return lookup.Failure is not { } failure ? lookup with { Answer = lookup.Answer! with { Name = team } }
            : failure.Kind == GitHubErrorKind.NotFound
            ? lookup with { Answer = new(team, Members: null, $"does not exist in {owner}") { IsVoid = true } }
            : lookup with { Answer = new(team, Members: null, $"could not be read. {failure.Message.TrimEnd('.')}") };
    }

    private Task<Lookup<T>> LookUpAsync<T>(PullKey key, long version, string cacheKey, Func<Task<T>> readAsync)
        where T : class => known.OfAsync(key.Installation, version, cacheKey, async () =>
    {
        try
        {
            return new Lookup<T>(await readAsync(), Failure: null);
        }
        catch (GitHubException failure)
        {
            return new Lookup<T>(null, failure);
        }
    });
}
