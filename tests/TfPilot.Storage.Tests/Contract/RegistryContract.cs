using TfPilot.Delivery.Records;
using TfPilot.Delivery.Registry;

namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    private static readonly StateResource Web = new("aws_instance.web[\"a\"]", "aws_instance", "aws")
    {
        Id = "i-0abc", Arn = "arn:aws:ec2:eu-west-1:1:instance/i-0abc", Name = "Web-A",
        Hosts = ["10.0.0.7", "web.example.com"], Tags = new Dictionary<string, string> { ["Team"] = "Shop" },
    };

    private static readonly StateResource Db = new("aws_db_instance.db", "aws_db_instance", "aws") { Id = "db-1" };

    private RegistryStore Registry => new(database);

    [DatabaseFact]
    public async Task A_resource_is_found_by_each_of_its_texts_and_with_the_run_that_made_it()
    {
        await RecordAsync(run: 5, [Web, Db], new AppliedChange(Web.Address, "create", ChangeResult.Complete, 3));

        foreach (var text in new[]
        {
            "i-0abc", " I-0ABC ", Web.Arn!, "web-a", Web.Address, "shop", "team=shop", "10.0.0.7", "web.example.com",
        })
        {
            var (found, hasMore) = await FindAsync(text);
            found.Should().ContainSingle(text).Which.Should().BeEquivalentTo(
                new RegistryEntry("prod", "web", Web, Given.Now) { Created = new(5, 33), LastChanged = new(5, 33) },
                text);
            hasMore.Should().BeFalse();
        }

        (await FindAsync("db-1")).Entries.Should().ContainSingle().Which.Created.Should()
            .BeNull("it existed before the first record");
        (await FindAsync("0abc")).Entries.Should().BeEmpty("only whole texts are found");
        (await FindAsync(" ")).Entries.Should().BeEmpty("a text that can find nothing does not list everything");
        (await FindAsync(new('x', 501))).Entries.Should().BeEmpty();
        (await Registry.FindAsync(12, 22, new("i-0abc", null, null, 1), default)).Entries.Should().BeEmpty();
        (await Registry.FindAsync(11, 23, new("i-0abc", null, null, 1), default)).Entries.Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task A_destroyed_resource_is_found_as_destroyed_and_not_listed()
    {
        await RecordAsync(run: 5, [Web, Db]);
        await RecordAsync(run: 6, [Db]);

        (await FindAsync("i-0abc")).Entries.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Destroyed = Given.Now, LastChanged = new RegistryRun(6, 33) });
        (await FindAsync(null)).Entries.Select(entry => entry.Resource.Address).Should().Equal(Db.Address);
    }

    [DatabaseFact]
    public async Task An_empty_state_destroys_everything_only_after_a_successful_apply()
    {
        await RecordAsync(run: 5, [Web, Db]);
        await RecordAsync(run: 6, [], status: ApplyStatus.Failed);
        await RecordAsync(run: 7, null);
        (await FindAsync(null)).Entries.Should().HaveCount(2);

        await RecordAsync(run: 8, []);

        (await FindAsync(null)).Entries.Should().BeEmpty();
        (await FindAsync("db-1")).Entries.Should().ContainSingle().Which.IsDestroyed.Should().BeTrue();
    }

    [DatabaseFact]
    public async Task A_late_record_does_not_replace_the_state_of_a_later_apply()
    {
        await TakeLockAsync(run: 5);
        await database.ExecuteAsync($"DELETE FROM apply_lock WHERE installation = 11", default);
        await TakeLockAsync(run: 6, at: Given.Now.AddMinutes(1));
        await SendAsync(run: 6, [Web, Db]);

        await SendAsync(run: 5, [Db]);

        (await FindAsync("i-0abc")).Entries.Should().ContainSingle().Which.IsDestroyed.Should().BeFalse();
    }

    [DatabaseFact]
    public async Task Resources_are_listed_in_pages_by_environment_and_type()
    {
        await RecordAsync(run: 5, [.. Enumerable.Range(0, 250).Select(
            index => new StateResource($"a.b[{index:000}]", index == 7 ? "special" : "a", "p") { Name = "same" })]);

        var first = await Registry.FindAsync(11, 22, new(null, "PROD", "a", 1), default);
        var last = await Registry.FindAsync(11, 22, new(null, "prod", "a", 3), default);
        var named = await Registry.FindAsync(11, 22, new("same", null, "special", 1), default);

        (first.Entries.Count, first.HasMore, last.Entries.Count, last.HasMore).Should().Be((100, true, 49, false));
        named.Entries.Should().ContainSingle().Which.Resource.Address.Should().Be("a.b[007]");
        (await Registry.FindAsync(11, 22, new(null, "dev", null, 1), default)).Entries.Should().BeEmpty();
    }

    private Task<(IReadOnlyList<RegistryEntry> Entries, bool HasMore)> FindAsync(string? search) =>
        Registry.FindAsync(11, 22, new(search, null, null, 1), default);

    private async Task RecordAsync(
        long run, StateResource[]? resources, AppliedChange? change = null, ApplyStatus status = ApplyStatus.Applied)
    {
        await TakeLockAsync(run);
        await SendAsync(run, resources, change, status);
    }

    private async Task SendAsync(
        long run, StateResource[]? resources, AppliedChange? change = null, ApplyStatus status = ApplyStatus.Applied)
    {
        var record = new ApplyRecord("Prod", "web", status)
        {
            Resources = resources, Changes = change is null ? [] : [change],
        };
        (await AddAsync(new(11, 22, new(run, 1), record, RecordDocument.Write(record)))).Should()
            .Be(RecordResult.Added);
    }
}
