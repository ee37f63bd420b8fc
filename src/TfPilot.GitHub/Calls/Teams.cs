using System.Text.Json.Nodes;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Sending;

namespace TfPilot.GitHub.Calls;

/// <summary>Who is in a team?</summary>
public static class Teams
{
    internal const string Document = """
        query Team($owner: String!, $slug: String!, $all: String, $own: String) {
          organization(login: $owner) {
            team(slug: $slug) {
              members(first: 100, after: $all, membership: ALL) { pageInfo { hasNextPage endCursor } nodes { databaseId } }
              own: members(first: 100, after: $own, membership: IMMEDIATE) { pageInfo { hasNextPage endCursor } nodes { databaseId } }
            }
          }
        }
        """;

    /// <summary>
    /// Everybody in it and in its child teams, without those who have yet to accept; one call for each hundred. Refused as
    /// <see cref="RefusalKind.NotFound"/> when the organisation has no such team.
    /// </summary>
    public static async Task<IReadOnlyList<TeamMember>> ListTeamMembersAsync(this GitHubClient github, string organisation, string slug, CancellationToken ct)
    {
        var (all, own) = (new HashSet<long>(), new HashSet<long>());
        for ((string? All, string? Own) after = default; ;)
        {
            var variables = new JsonObject { ["owner"] = organisation, ["slug"] = slug, ["all"] = after.All, ["own"] = after.Own };
            var purpose = $"list the members of the team {organisation}/{slug}";
            var data = await github.QueryAsync(Document, variables, purpose, GraphQlJson.Default.GraphQlDataTeamData, ct);
            var team = data.Organization?.Team ?? throw new Refusal(RefusalKind.NotFound, "knows no such team").ToException(purpose);
            all.UnionWith(team.Members.Ids);
            own.UnionWith(team.Own.Ids);
            after = (team.Members.PageInfo.EndCursor ?? after.All, team.Own.PageInfo.EndCursor ?? after.Own);
            if (team.Members.PageInfo.HasNextPage || team.Own.PageInfo.HasNextPage) continue;
            return [.. all.Union(own).Order().Select(id => new TeamMember(new UserId(id), IsDirect: own.Contains(id)))];
        }
    }
}

internal sealed record TeamData(TeamOrganization? Organization);

internal sealed record TeamOrganization(GraphQlTeam? Team);

internal sealed record GraphQlTeam(TeamMembers Members, TeamMembers Own);

internal sealed record TeamMembers(GraphQlPage PageInfo, IReadOnlyList<TeamUser?>? Nodes)
{
    public IEnumerable<long> Ids => (Nodes ?? []).Select(user => user?.DatabaseId).OfType<long>();
}

internal sealed record TeamUser(long? DatabaseId);
