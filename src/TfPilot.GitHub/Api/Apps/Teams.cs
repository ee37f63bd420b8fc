using System.Text.Json.Nodes;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>A team with its members, identified by GitHub's id, which a rename does not change.</summary>
public sealed record FoundTeam(long Id, IReadOnlyList<TeamMember> Members);

/// <summary>Reads the members and permissions of teams.</summary>
public static class Teams
{
    private const int NoContent = 204;

    internal const string Document = """
        query Team($owner: String!, $slug: String!, $all: String, $own: String) {
          organization(login: $owner) {
            team(slug: $slug) {
              databaseId
              members(first: 100, after: $all, membership: ALL) { pageInfo { hasNextPage endCursor } nodes { databaseId } }
              own: members(first: 100, after: $own, membership: IMMEDIATE) { pageInfo { hasNextPage endCursor } nodes { databaseId } }
            }
          }
        }
        """;

    /// <summary>
    /// The members of the team and its child teams, without pending invitations; one call per hundred. Throws
    /// <see cref="GitHubErrorKind.NotFound"/> when the organization has no such team.
    /// </summary>
    public static async Task<FoundTeam> ReadTeamAsync(
        this GitHubClient github, string organization, string slug, CancellationToken ct)
    {
        var (all, own) = (new HashSet<long>(), new HashSet<long>());
        for ((string? All, string? Own) after = default; ;)
        {
            var variables = new JsonObject
            {
                ["owner"] = organization, ["slug"] = slug, ["all"] = after.All,
                ["own"] = after.Own
            };
            var purpose = $"list the members of the team {organization}/{slug}";
            var data = await github.QueryAsync(
                Document, variables, purpose, AppGraphQlJson.Default.GraphQlDataTeamData, ct);
            var team = data.Organization?.Team
                ?? throw new GitHubError(GitHubErrorKind.NotFound, "has no such team").ToException(purpose);
            all.UnionWith(team.Members.Ids);
            own.UnionWith(team.Own.Ids);
            after = (team.Members.PageInfo.EndCursor ?? after.All, team.Own.PageInfo.EndCursor ?? after.Own);
            if (team.Members.PageInfo.HasNextPage || team.Own.PageInfo.HasNextPage) continue;
            var id = team.DatabaseId
                ?? throw new GitHubError(GitHubErrorKind.Unavailable, "returned no id of the team").ToException(
                    purpose);
            return new(id,
                [.. all.Union(own).Order()
                    .Select(member => new TeamMember(new UserId(member), IsDirect: own.Contains(member)))]);
        }
    }

    /// <summary>
    /// Whether the team can write to the repository, directly or through a parent team; null when GitHub reports only
    /// that it has some access.
    /// </summary>
    public static async Task<bool?> CanTeamWriteAsync(
        this GitHubClient github, string organization, string slug, RepositoryName repository, CancellationToken ct)
    {
        var path = $"/orgs/{Uri.EscapeDataString(organization)}/teams/{Uri.EscapeDataString(slug)}/repos/{repository}";
        var request = github.Rest(HttpMethod.Get, path,
            $"read the permission of the team {organization}/{slug} in {repository}")
                with
        { Accept = "application/vnd.github.v3.repository+json" };
        try
        {
            var answer = await github.SendAsync(request, ct);
            return answer.Status == NoContent ? null
                : GitHubClient.Read(request, answer, AppRestJson.Default.RestTeamRepository).Permissions?.Push;
        }
        catch (GitHubException none) when (none.Kind == GitHubErrorKind.NotFound)
        {
            return false;
        }
    }
}

/// <summary>Some servers report only that the team has access, which does not say whether it can write.</summary>
internal sealed record RestTeamRepository(RestTeamPermissions? Permissions = null);

internal sealed record RestTeamPermissions(bool Push = false);

internal sealed record TeamData(TeamOrganization? Organization);

internal sealed record TeamOrganization(GraphQlTeam? Team);

internal sealed record GraphQlTeam(long? DatabaseId, TeamMembers Members, TeamMembers Own);

internal sealed record TeamMembers(GraphQlPage PageInfo, IReadOnlyList<TeamUser?>? Nodes)
{
    public IEnumerable<long> Ids => (Nodes ?? []).Select(user => user?.DatabaseId).OfType<long>();
}

internal sealed record TeamUser(long? DatabaseId);
