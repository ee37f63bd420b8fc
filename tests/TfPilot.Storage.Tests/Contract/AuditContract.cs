using TfPilot.Core.Audit;

namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    [DatabaseFact]
    public async Task Three_instances_append_consecutive_entries_to_one_audit_log()
    {
        await using var second = Given.Opened(connection.Value);
        await using var third = Given.Opened(connection.Value);
        AuditStore[] instances = [Audit, new(second), new(third)];

        await Task.WhenAll(Enumerable.Range(0, 60)
            .Select(number => instances[number % 3].AppendAsync(
                Given.Pull.Installation, Given.Note($"note {number}"), Given.Now, default)));

        var verdict = AuditChain.Verify(await LinesAsync(Given.Pull.Installation));
        verdict.Problems.Should().BeEmpty();
        verdict.Heads.Should().Equal(await Audit.HeadAsync(Given.Pull.Installation, default));
        verdict.Heads[0].Number.Should().Be(60);
    }

    [DatabaseFact]
    public async Task An_unchanged_state_is_logged_once_across_instances()
    {
        await using var second = Given.Opened(connection.Value);
        AuditStore[] instances = [Audit, new(second)];

        var heads = await Task.WhenAll(Enumerable.Range(0, 10)
            .Select(number => instances[number % 2].AppendChangesAsync(
                Given.Pull.Installation, [new(Given.Note("blocked"), "blocked")], Given.Now, default)));
        await RecordAsync(Given.Note("approved"), "approved");
        await RecordAsync(Given.Note("blocked"), "blocked");

        heads.Should().AllBeEquivalentTo(heads[0]);
        (await LinesAsync(Given.Pull.Installation)).Should().SatisfyRespectively(
            line => line.Should().Contain("blocked"), line => line.Should().Contain("approved"),
            line => line.Should().Contain("blocked"));
    }

    [DatabaseFact]
    public async Task The_logged_state_of_a_pull_request_is_independent_of_another()
    {
        await RecordAsync(Given.Note("blocked"), "blocked");

        await RecordAsync(Given.Note("blocked") with { Pull = 34 }, "blocked");
        await RecordAsync(Given.Note("blocked") with { Kind = AuditKind.Settings }, "blocked");

        (await LinesAsync(Given.Pull.Installation)).Should().HaveCount(3);
    }

    [DatabaseFact]
    public async Task Entries_name_what_caused_them_and_are_found_by_it()
    {
        await Audit.AppendAsync(Given.Pull.Installation, Given.Note("before"), Given.Now, default);
        Correlation.Use(["0f3a", "run-12-1"]);
        await RecordAsync(Given.Note("caused"), "same");
        Correlation.Use(["ffff"]);
        await RecordAsync(Given.Note("caused"), "same"); // the same state again

        var lines = await LinesAsync(Given.Pull.Installation);

        AuditChain.Verify(lines).IsIntact.Should().BeTrue();
        AuditEntryReader.TryRead(lines[1])!.All("trace").Should().Equal("0f3a", "run-12-1");
        (await Audit.ReadTraceAsync(Given.Pull.Installation, "run-12-1", default)).Should().Equal(lines[1]);
        (await Audit.ReadTraceAsync(Given.Pull.Installation, "ffff", default)).Should().BeEmpty();
        (await Audit.ReadTraceAsync(Other.Installation, "run-12-1", default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task Entries_that_share_a_commit_name_their_own_causes()
    {
        await Task.WhenAll(Enumerable.Range(0, 60).Select(number => Task.Run(() =>
        {
            Correlation.Use([$"cause {number}"]);
            return Audit.AppendAsync(Given.Pull.Installation, Given.Note($"cause {number}"), Given.Now, default);
        })));

        (await LinesAsync(Given.Pull.Installation)).Select(line => AuditEntryReader.TryRead(line)!)
            .Should().HaveCount(60).And.OnlyContain(entry => entry.Find("trace") == entry.Note.What);
    }

    [DatabaseFact]
    public async Task The_entries_of_one_pull_request_are_read_after_the_last_known_one()
    {
        await RecordAsync(Given.Note("first"), "first");
        await RecordAsync(Given.Note("of another") with { Pull = 34 }, "of another");
        await RecordAsync(Given.Note("second"), "second");

        var all = await Audit.ReadPageAsync(Given.Pull, after: 0, default);
        var later = await Audit.ReadPageAsync(Given.Pull, after: 1, default);

        all.Select(row => AuditEntryReader.TryRead(row.Line)!.Note.What).Should().Equal("first", "second");
        later.Select(row => row.Number).Should().Equal(3);
        (await Audit.ReadPageAsync(Given.Pull, after: 3, default)).Should().BeEmpty();
        (await Audit.ReadPageAsync(Other, after: 0, default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task Notes_of_one_decision_are_appended_together_in_order_without_known_ones()
    {
        var settings = Given.Note("settings") with { Kind = AuditKind.Settings };
        await RecordAsync(settings, "first");

        var head = await Audit.AppendChangesAsync(Given.Pull.Installation,
            [new(settings, "first"), new(Given.Note("blocked"), "blocked"), new(Given.Note("again"), "blocked")],
            Given.Now, default);

        var lines = await LinesAsync(Given.Pull.Installation);
        lines.Should().SatisfyRespectively(
            line => line.Should().Contain("settings"), line => line.Should().Contain("blocked"));
        AuditChain.Verify(lines).Heads.Should().Equal(head);
    }

    [DatabaseFact]
    public async Task Each_installation_has_its_own_audit_log()
    {
        await Audit.AppendAsync(Given.Pull.Installation, Given.Note("ours"), Given.Now, default);

        await Audit.AppendAsync(Other.Installation, Given.Note("theirs"), Given.Now, default);

        (await Audit.ListAsync(default)).Should().Equal(Given.Pull.Installation, Other.Installation);
        (await Audit.HeadAsync(Other.Installation, default)).Number.Should().Be(1);
        (await LinesAsync(Other.Installation)).Should().ContainSingle().Which.Should().Contain("theirs");
    }

    [DatabaseFact]
    public async Task An_audit_log_longer_than_a_page_is_read_completely()
    {
        await database.WriteAsync(async statements =>
        {
            foreach (var number in Enumerable.Range(0, 2_500))
                await AuditStore.AppendAsync(
                    statements, Given.Pull.Installation, Given.Note($"{number}"), null, Given.Now, default);
            return 0;
        }, default);

        var lines = await LinesAsync(Given.Pull.Installation);

        lines.Should().HaveCount(2_500);
        AuditChain.Verify(lines).IsIntact.Should().BeTrue();
    }

    private Task<AuditHead> RecordAsync(AuditNote note, string state) =>
        Audit.AppendChangesAsync(Given.Pull.Installation, [new(note, state)], Given.Now, default);

    private async Task<List<string>> LinesAsync(long installation)
    {
        var lines = new List<string>();
        await foreach (var line in Audit.ReadAsync(installation, default)) lines.Add(line);
        return lines;
    }
}
