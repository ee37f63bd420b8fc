using System.Data.Common;
using System.Runtime.CompilerServices;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Registry;

namespace TfPilot.Storage;

/// <summary>The rows of the registry.</summary>
internal static class RegistryRows
{
    /// <summary>The number of rows that one statement inserts; engines limit the parameters of a statement.</summary>
    private const int MaxRows = 200;

    private static readonly SqlFragment Columns = new(
        "r.environment, r.project, r.document, r.created_run, r.created_pull, r.changed_run, r.changed_pull, " +
        "r.changed, r.destroyed");

    private static readonly FormattableString None = $"";

    private static readonly SqlFragment[] Tables = [new("registry_key"), new("registry_resource")];

    /// <summary>
    /// Updates the registry of the project from the state in the record. A record without a state, and one of an
    /// earlier apply than the registry shows, change nothing.
    /// </summary>
    public static async Task UpdateAsync(
        SqlSession session, SentRecord sent, GatePass pass, DateTimeOffset now, CancellationToken ct)
    {
        if (!sent.Record.HasState || await IsLaterAsync(session, sent, pass, ct)) return;
        var (installation, repository) = (sent.Installation, sent.Repository);
        var known = await session.QueryAsync(
            OfProject(new(installation, repository, pass.Environment, pass.Project), int.MaxValue), Read, ct);
        var update = RegistryRules.Update(
            known, sent.Record with { Environment = pass.Environment }, new(sent.Run.Run, pass.Pull), now);
        foreach (var entries in update.Put.Concat(update.Removed).Chunk(MaxRows))
            await DeleteAsync(session, installation, repository, entries, ct);
        foreach (var entries in update.Put.Chunk(MaxRows))
            await session.ExecuteAsync(InsertResources(installation, repository, entries), ct);
        var keys = update.Put.SelectMany(
            entry => SearchKeys.Of(entry.Resource), (entry, search) => (Entry: entry, Search: search));
        foreach (var chunk in keys.Chunk(MaxRows))
            await session.ExecuteAsync(InsertKeys(installation, repository, chunk), ct);
        await session.ExecuteAsync($"""
            INSERT INTO registry_project (installation, repository, environment, project, passed)
            VALUES ({installation}, {repository}, {pass.Environment}, {pass.Project}, {pass.Passed})
            ON CONFLICT (installation, repository, environment, project) DO UPDATE SET passed = excluded.passed
            """, ct);
    }

    /// <summary>
    /// The resources with the search key, or the existing ones without a key, in the order of environment, project and
    /// address.
    /// </summary>
    public static FormattableString Find(
        long installation, long repository, string? search, string? environment, string? type, int limit, int offset)
    {
        FormattableString byEnvironment = environment is { } name
            ? $"AND r.environment = {ChangeStore.Key(name)}" : None;
        FormattableString byType = type is { } wanted ? $"AND r.type = {wanted}" : None;
        if (search is null)
            return $"""
                SELECT {Columns} FROM registry_resource AS r
                WHERE r.installation = {installation} AND r.repository = {repository} {byEnvironment} {byType} AND r.destroyed IS NULL
                ORDER BY r.environment, r.project, r.address, r.deposed LIMIT {limit} OFFSET {offset}
                """;
        return $"""
            SELECT {Columns} FROM registry_key AS k JOIN registry_resource AS r
              ON r.installation = k.installation AND r.repository = k.repository AND r.environment = k.environment
              AND r.project = k.project AND r.address = k.address AND r.deposed = k.deposed
            WHERE k.installation = {installation} AND k.repository = {repository} AND k.search = {search} {byEnvironment} {byType}
            ORDER BY k.environment, k.project, k.address, k.deposed LIMIT {limit} OFFSET {offset}
            """;
    }

    /// <summary>All resources of the project, in the order of their addresses.</summary>
    public static FormattableString OfProject(DeploymentKey key, int limit) => $"""
        SELECT {Columns} FROM registry_resource AS r
        WHERE r.installation = {key.Installation} AND r.repository = {key.Repository} AND r.environment = {key.Environment} AND r.project = {key.Project}
        ORDER BY r.address, r.deposed LIMIT {limit}
        """;

    public static RegistryEntry Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), RegistryDocument.ReadResource(row.GetString(2)), row.Moment(7),
        row.IsDBNull(8) ? null : row.Moment(8))
    {
        Created = Run(row, 3),
        LastChanged = Run(row, 5),
    };

    private static RegistryRun? Run(DbDataReader row, int column) => row.GetInt64(column) is > 0 and var run
        ? new(run, row.Number(column + 1) is > 0 and var pull ? pull : null) : null;

    private static async Task<bool> IsLaterAsync(
        SqlSession session, SentRecord sent, GatePass pass, CancellationToken ct) => (await session.QueryAsync($"""
        SELECT passed > {pass.Passed} FROM registry_project
        WHERE installation = {sent.Installation} AND repository = {sent.Repository} AND environment = {pass.Environment} AND project = {pass.Project}
        """, row => row.GetBoolean(0), ct)).SingleOrDefault();

    private static async Task DeleteAsync(
        SqlSession session, long installation, long repository, RegistryEntry[] entries,
        CancellationToken ct)
    {
        var (environment, project) = (entries[0].Environment, entries[0].Project);
        var keys = Join(entries.Select(FormattableString (entry) =>
            $"({entry.Resource.Address}, {entry.Resource.Deposed ?? ""})"));
        foreach (var table in Tables)
        {
            await session.ExecuteAsync($"""
                DELETE FROM {table}
                WHERE installation = {installation} AND repository = {repository} AND environment = {environment} AND project = {project}
                  AND (address, deposed) IN (VALUES {keys})
                """, ct);
        }
    }

    private static FormattableString InsertResources(
        long installation, long repository, IEnumerable<RegistryEntry> entries)
    {
        var rows = Join(entries.Select(FormattableString (entry) => $"""
            ({installation}, {repository}, {entry.Environment}, {entry.Project}, {entry.Resource.Address}, {entry.Resource.Deposed ?? ""},
             {entry.Resource.Type}, {RegistryDocument.Write(entry.Resource)}, {entry.Created?.Run ?? 0}, {entry.Created?.Pull ?? 0},
             {entry.LastChanged?.Run ?? 0}, {entry.LastChanged?.Pull ?? 0}, {entry.Changed}, {entry.Destroyed})
            """));
        return $"""
            INSERT INTO registry_resource (installation, repository, environment, project, address, deposed, type, document,
              created_run, created_pull, changed_run, changed_pull, changed, destroyed)
            VALUES {rows}
            """;
    }

    private static FormattableString InsertKeys(
        long installation, long repository, IEnumerable<(RegistryEntry Entry, string Search)> keys)
    {
        var rows = Join(keys.Select(FormattableString (key) => $"""
            ({installation}, {repository}, {key.Search}, {key.Entry.Environment}, {key.Entry.Project}, {key.Entry.Resource.Address},
             {key.Entry.Resource.Deposed ?? ""})
            """));
        return $"""
            INSERT INTO registry_key (installation, repository, search, environment, project, address, deposed) VALUES {rows}
            """;
    }

    private static FormattableString Join(IEnumerable<FormattableString> rows)
    {
        var all = rows.ToArray<object>();
        return FormattableStringFactory.Create(
            string.Join(", ", Enumerable.Range(0, all.Length).Select(index => $"{{{index}}}")), all);
    }
}
