using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>A run in a concurrency group; all but the first wait.</summary>
/// <param name="Name">The name of the job, or of the run for a group of whole runs.</param>
public sealed record QueuedRun(long Run, string Name, bool IsWaiting);

/// <summary>A concurrency group with its runs in the order of GitHub's queue.</summary>
public sealed record ConcurrencyGroup(string Name, IReadOnlyList<QueuedRun> Runs);

/// <summary>Reads GitHub's own queues.</summary>
public static class ConcurrencyGroups
{
    /// <summary>
    /// The active groups whose name begins with the prefix, among the repository's first hundred; one more call for
    /// each, at most <paramref name="limit"/>.
    /// </summary>
    public static async Task<IReadOnlyList<ConcurrencyGroup>> ListConcurrencyGroupsAsync(
        this GitHubClient github, RepositoryName repository, string prefix, int limit, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Get, $"/repos/{repository}/actions/concurrency_groups?per_page=100",
            $"list the concurrency groups of {repository}");
        var listed = await github.SendAsync(request, RunRestJson.Default.RestConcurrencyGroups, ct);
        var groups = new List<ConcurrencyGroup>();
        foreach (var name in listed.ConcurrencyGroups.Select(group => group.GroupName)
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Take(limit))
        {
            if (await ReadAsync(github, repository, name, ct) is { } group) groups.Add(group);
        }

        return groups;
    }

    /// <returns>Null when the group has ended meanwhile.</returns>
    private static async Task<ConcurrencyGroup?> ReadAsync(
        GitHubClient github, RepositoryName repository, string name, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Get,
            $"/repos/{repository}/actions/concurrency_groups/{Uri.EscapeDataString(name)}",
            $"read the concurrency group {name} of {repository}");
        try
        {
            var group = await github.SendAsync(request, RunRestJson.Default.RestConcurrencyGroup, ct);
            return new(name, [.. group.GroupMembers.Select(member => new QueuedRun(
                member.RunId, member.JobName ?? member.RunName, member.Status == "pending"))]);
        }
        catch (GitHubException ended) when (ended.Kind == GitHubErrorKind.NotFound)
        {
            return null;
        }
    }
}

internal sealed record RestConcurrencyGroups(IReadOnlyList<RestGroupName> ConcurrencyGroups);

internal sealed record RestGroupName(string GroupName);

internal sealed record RestConcurrencyGroup(IReadOnlyList<RestGroupMember> GroupMembers);

internal sealed record RestGroupMember(long RunId, string RunName, string Status, string? JobName = null);
