using TfPilot.Delivery.Proposals;
using TfPilot.Delivery.Registry;

namespace TfPilot.Storage;

/// <summary>Which resources are wanted.</summary>
/// <param name="Search">One of the texts of <see cref="SearchKeys"/>; null for all existing resources.</param>
/// <param name="Page">The first one is 1.</param>
public sealed record RegistryQuery(string? Search, string? Environment, string? Type, int Page);

/// <summary>The resources of all applied projects.</summary>
public sealed class RegistryStore(Database database)
{
    public const int PageSize = 100;

    /// <summary>The projects whose states hold resources.</summary>
    public Task<IReadOnlyList<LiveProject>> ListLiveAsync(
        long installation, long repository, CancellationToken ct) => database.ReadAsync($"""
            SELECT environment, project, COUNT(*) FROM registry_resource
            WHERE installation = {installation} AND repository = {repository} AND destroyed IS NULL
            GROUP BY environment, project ORDER BY environment, project
            """, row => new LiveProject(row.GetString(0), row.GetString(1), row.Number(2)), ct);

    /// <summary>One page, and whether another one follows.</summary>
    public async Task<(IReadOnlyList<RegistryEntry> Entries, bool HasMore)> FindAsync(
        long installation, long repository, RegistryQuery query, CancellationToken ct)
    {
        var search = SearchKeys.Normalize(query.Search);
        if (query.Search is not null && search is null) return ([], false);
        var found = await database.ReadAsync(
            RegistryRows.Find(
                installation, repository, search, query.Environment, query.Type, PageSize + 1,
                (query.Page - 1) * PageSize), RegistryRows.Read, ct);
        return ([.. found.Take(PageSize)], found.Count > PageSize);
    }

    /// <summary>
    /// The resources of one project, destroyed ones included, in the order of their addresses; and whether there are
    /// more.
    /// </summary>
    public async Task<(IReadOnlyList<RegistryEntry> Entries, bool HasMore)> ListAsync(
        DeploymentKey key, int limit, CancellationToken ct)
    {
        var found = await database.ReadAsync(RegistryRows.OfProject(key, limit + 1), RegistryRows.Read, ct);
        return ([.. found.Take(limit)], found.Count > limit);
    }
}
