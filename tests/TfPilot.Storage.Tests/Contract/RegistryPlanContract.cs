namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    private const int Resources = 20_000;

    [DatabaseFact]
    public async Task The_registry_is_searched_and_listed_by_an_index()
    {
        await using var filled = Given.Opened(NewDatabase());
        await filled.MigrateAsync(default);
        await FillRegistryAsync(filled);

        foreach (var (search, environment, type) in new (string?, string?, string?)[]
        {
            ("id-77", null, null), ("id-77", "prod", null), ("team=shop", "prod", "type-3"), (null, null, null),
            (null, "prod", null), (null, null, "type-3"), (null, "prod", "type-3"),
        })
        {
            var plan = await ExplainAsync(filled, RegistryRows.Find(11, 22, search, environment, type, 101, 0));

            plan.Should().NotBeEmpty().And.NotContain(line => IsScan(line), "{0}, {1}, {2}", search, environment, type);
            if (search is not null) plan.Should().Contain(line => IsBySearch(line), "{0}", search);
        }
    }

    /// <summary>Reads all rows, or sorts them.</summary>
    private static bool IsScan(string line) => line.Contains("Seq Scan", StringComparison.Ordinal)
        || line.StartsWith("SCAN", StringComparison.Ordinal) || line.Contains("TEMP B-TREE", StringComparison.Ordinal);

    /// <summary>Reads the rows of the searched text only: a condition of an index in SQLite or in PostgreSQL.</summary>
    private static bool IsBySearch(string line) => line.Contains(" AND search=?", StringComparison.Ordinal)
        || (line.Contains("Index Cond", StringComparison.Ordinal)
            && line.Contains("(search = ", StringComparison.Ordinal));

    /// <summary>Two environments, ten types, an id of its own and the same tag for each resource.</summary>
    private static async Task FillRegistryAsync(Database filled)
    {
        var numbers = new SqlFragment(
            $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Resources}) ");
        var names = new SqlFragment(
            "CASE WHEN i % 2 = 0 THEN 'prod' ELSE 'dev' END, 'web', 'a.b[' || CAST(i AS TEXT) || ']', ''");
        await filled.ExecuteAsync($"""
            INSERT INTO registry_resource (installation, repository, environment, project, address, deposed, type, document,
              created_run, created_pull, changed_run, changed_pull, changed)
            {numbers} SELECT 11, 22, {names}, 'type-' || CAST(i % 10 AS TEXT), '', 0, 0, 0, 0, 0 FROM n
            """, default);
        foreach (var key in new[] { "'id-' || CAST(i AS TEXT)", "'team=shop'" }.Select(text => new SqlFragment(text)))
            await filled.ExecuteAsync($"""
                INSERT INTO registry_key (installation, repository, search, environment, project, address, deposed)
                {numbers} SELECT 11, 22, {key}, {names} FROM n
                """, default);
        await filled.ExecuteAsync($"ANALYZE", default);
    }

    private static Task<IReadOnlyList<string>> ExplainAsync(Database filled, FormattableString query)
    {
        var (explain, column) = filled.IsFile ? ("EXPLAIN QUERY PLAN", 3) : ("EXPLAIN", 0);
        return filled.ReadAsync(
            $"{new SqlFragment(explain)} {query}", row => row.GetString(column), default);
    }
}
