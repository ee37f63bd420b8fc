namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    [DatabaseFact]
    public async Task Four_processes_may_migrate_concurrently()
    {
        var fresh = NewDatabase();

        var exits = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Child.RunAsync("migrate", fresh)));
        await using var migrated = Given.Opened(fresh);
        var numbers = await migrated.ReadAsync(
            $"SELECT number FROM migration ORDER BY number", row => row.Number(0), default);

        exits.Should().AllBeEquivalentTo(0);
        numbers.Should().Equal(Migration.Embedded.Select(migration => migration.Number));
    }

    [DatabaseFact]
    public async Task A_later_migration_is_applied_to_an_existing_database()
    {
        await using var fresh = Given.Opened(NewDatabase());
        await fresh.MigrateAsync(default);

        await fresh.MigrateAsync(
            [.. Migration.Embedded,
                new(99, "0099-more.sql", "CREATE TABLE more (id BIGINT); INSERT INTO more (id) VALUES (1);")], default);

        (await fresh.ReadAsync($"SELECT id FROM more", row => row.GetInt64(0), default)).Should().Equal(1);
    }

    [DatabaseFact]
    public async Task A_failed_migration_leaves_no_changes()
    {
        await using var fresh = Given.Opened(NewDatabase());
        await fresh.MigrateAsync(default);
        var failing = () => fresh.MigrateAsync(
            [.. Migration.Embedded, new(99, "0099-more.sql", "CREATE TABLE more (id BIGINT); SELECT nonsense;")],
            default);

        await failing.Should().ThrowAsync<System.Data.Common.DbException>();

        await fresh.MigrateAsync(
            [.. Migration.Embedded, new(99, "0099-more.sql", "CREATE TABLE more (id BIGINT);")], default);
    }

    [DatabaseFact]
    public async Task A_migration_that_changed_after_it_ran_is_rejected()
    {
        var first = Migration.Embedded[0];
        var migrate = () => database.MigrateAsync([first with { Sql = first.Sql + " " }], default);

        var refused = await migrate.Should().ThrowAsync<MigrationException>();

        refused.Which.Message.Should().StartWith("0001-ground.sql differs from the migration in this database");
    }

    [DatabaseFact]
    public async Task A_database_of_a_newer_version_is_rejected()
    {
        var migrate = () => database.MigrateAsync([], default);

        var refused = await migrate.Should().ThrowAsync<MigrationException>();

        refused.Which.Message.Should()
            .Be("A newer tfpilot has migrated the database to 0001-ground.sql; run that version or a later one.");
    }

    [DatabaseFact]
    public async Task A_ping_of_a_working_database_succeeds()
    {
        var ping = () => database.PingAsync(default);

        await ping.Should().NotThrowAsync();
    }
}
