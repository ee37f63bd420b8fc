using Microsoft.Data.Sqlite;
using TfPilot.App.Operator;
using TfPilot.Core.Audit;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Operator;

public sealed class AuditReportTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private Database database = null!;

    private string File => $"Data Source={Path.Combine(folder.Root, "t.db")}";

    public async Task InitializeAsync()
    {
        database = Database.Open(File)
            .Match(opened => opened, problems => throw new InvalidOperationException(problems[0].Message));
        await database.MigrateAsync(default);
        foreach (var installation in new long[] { 6001, 6001, 6001, 6002 })
            await new AuditStore(database).AppendAsync(
                installation, new(AuditKind.Lock, 4001, 7, "ann locked prod"), Now, default);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_exported_audit_log_verifies()
    {
        var exported = await AskAsync("audit", "export");

        var verdict = AuditChain.Verify(output.ToString().TrimEnd('\n').Split('\n'));
        exported.Should().Be(0);
        verdict.IsIntact.Should().BeTrue();
        verdict.Heads.Select(head => (head.Installation, head.Number)).Should().Equal((6001, 3), (6002, 1));
    }

    [Fact]
    public async Task An_intact_database_reports_the_head_of_each_audit_log()
    {
        var exit = await AskAsync("audit", "verify");

        exit.Should().Be(0);
        output.ToString().Should()
            .MatchRegex(
                "^installation 6001: 3 entries, head [0-9a-f]{12}\nThe history is intact.\ninstallation 6002: 1 " +
                    "entry, head [0-9a-f]{12}\nThe history is intact.\n$");
    }

    [Theory]
    [InlineData("UPDATE audit SET line = replace(line, 'ann', 'bob') WHERE installation = 6001 AND number = 2",
        "line 2 was changed")]
    [InlineData(
        "DELETE FROM audit WHERE installation = 6001 AND number = 2", "line 2 is entry 3 where entry 2 was expected")]
    [InlineData("DELETE FROM audit WHERE installation = 6001 AND number = 3", "was printed as the head")]
    [InlineData("DELETE FROM audit WHERE installation = 6001", "was printed as the head")]
    [InlineData("DELETE FROM audit_head WHERE installation = 6001", "was printed as the head")]
    [InlineData(
        "UPDATE audit_head SET number = 0, hash = " +
        "'0000000000000000000000000000000000000000000000000000000000000000' WHERE installation = 6001",
        "was printed as the head")]
    public async Task A_modified_or_deleted_row_is_detected(string tampering, string found)
    {
        await using (var connection = new SqliteConnection(File))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts above.
            command.CommandText = tampering;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        var exit = await AskAsync("audit", "verify");

        exit.Should().Be(1);
        output.ToString().Should().Contain(found).And.Contain("The history is NOT intact.");
    }

    [Fact]
    public async Task A_trace_prints_the_entries_that_the_delivery_caused()
    {
        Correlation.Use(["0f3a"]);
        await new AuditStore(database).AppendAsync(
            6002, new(AuditKind.Lock, 4001, 7, "bob locked prod"), Now, default);

        var (known, unknown) = (await AskAsync("trace", "0f3a"), await AskAsync("trace", "ffff"));

        (known, unknown).Should().Be((0, 1));
        output.ToString().TrimEnd('\n').Should().Contain("bob locked prod").And.NotContain("\n");
    }

    [Fact]
    public void Other_arguments_are_left_to_the_host() =>
    OperatorCommands.Find(["--urls", "http://127.0.0.1:0"]).Should().BeNull();

    private Task<int> AskAsync(params string[] arguments) =>
        OperatorCommands.Find(arguments)!.RunAsync(database, output);
}
