namespace TfPilot.Storage.Tests;

public sealed class SqliteSourceTests
{
    [Fact]
    public async Task SQLite_comes_with_the_program_and_not_from_the_machine()
    {
        using var folder = new TemporaryFolder();
        await using var source = new SqliteSource($"Data Source={folder.Root}/tfpilot.db");

        await using var connection = await source.OpenConnectionAsync();

        var version = Version.Parse(connection.ServerVersion);
        version.Should().BeGreaterThanOrEqualTo(new Version(3, 50), "systems have older ones");
    }
}
