namespace TfPilot.Storage.Tests;

public sealed class SqliteSourceTests
{
    private const long Normal = 1;
    private const long Full = 2;

    [Fact]
    public async Task SQLite_comes_with_the_program_and_not_from_the_system()
    {
        using var folder = new TemporaryFolder();
        await using var source = new SqliteSource($"Data Source={folder.Root}/tfpilot.db");

        await using var connection = await source.OpenConnectionAsync();

        var version = Version.Parse(connection.ServerVersion);
        version.Should()
            .BeGreaterThanOrEqualTo(new Version(3, 50), "the bundled library is newer than those of many systems");
    }

    [Theory]
    [InlineData(new[] { Durability.Flushed }, Full)]
    [InlineData(new[] { Durability.Deferred }, Normal)]
    [InlineData(new[] { Durability.Deferred, Durability.Flushed, Durability.Deferred }, Full)] // They share a commit.
    internal async Task A_commit_is_flushed_when_one_of_the_writes_that_share_it_must_be(
        Durability[] writes, long expected)
    {
        using var folder = new TemporaryFolder();
        await using var database = Given.Opened($"Data Source={folder.Root}/tfpilot.db");
        await database.MigrateAsync(default);
        var (began, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = database.WriteAsync(async _ =>
        {
            began.SetResult();
            await end.Task;
            return 0;
        }, default);
        await began.Task;

        var waiting = writes.Select(durability => LevelAsync(database, durability)).ToList();
        end.SetResult();

        await first;
        (await Task.WhenAll(waiting)).Should().AllBeEquivalentTo(expected);
    }

    /// <summary>The value of PRAGMA synchronous during the write.</summary>
    private static Task<long> LevelAsync(Database database, Durability durability) =>
        database.WriteAsync(async statements =>
            (await statements.QueryAsync($"PRAGMA synchronous", row => row.GetInt64(0), default)).Single(),
            durability, default);
}
