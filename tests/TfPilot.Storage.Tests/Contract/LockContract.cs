using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;

namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    [DatabaseFact]
    public async Task Of_fifty_concurrent_lock_requests_one_gets_the_lock_and_the_others_queue()
    {
        await using var second = Given.Opened(connection.Value);
        CommandStore[] instances = [Commands, new(second)];

        await Task.WhenAll(Enumerable.Range(1, 50)
            .Select(pull => instances[pull % 2].RecordActionAsync(
                Given.Pull with { Pull = pull }, [Take()], Given.Now, default)));

        var held = (await HeldAsync()).Should().ContainSingle().Subject;
        held.Queue.Should().HaveCount(49).And.BeInAscendingOrder(waiting => waiting.Place);
        held.Queue.Select(waiting => waiting.Pull).Append(held.Pull!.Value).Should()
            .BeEquivalentTo(Enumerable.Range(1, 50));
        held.Ticket.Should().BeLessThan(held.Queue[0].Place);
    }

    [DatabaseFact]
    public async Task Fifty_concurrent_releases_and_requests_leave_one_owner_per_environment()
    {
        await Parallel.ForEachAsync(Enumerable.Range(1, 50), async (pull, ct) =>
        {
            var key = Given.Pull with { Pull = pull };
            await Commands.RecordActionAsync(key, [Take()], Given.Now, ct);
            if (pull % 5 != 0) await Locks.ReleaseAllAsync(key, "closed", Given.Now, ct);
        });

        var held = (await HeldAsync()).Should().ContainSingle().Subject;
        held.Queue.Select(waiting => waiting.Pull).Append(held.Pull!.Value).Should()
            .BeEquivalentTo(Enumerable.Range(1, 10).Select(pull => pull * 5));
        AuditChain.Verify(await LinesAsync(Given.Pull.Installation)).IsIntact.Should().BeTrue();
    }

    [DatabaseFact]
    public async Task Requests_for_two_environments_in_any_order_do_not_deadlock()
    {
        await Parallel.ForEachAsync(Enumerable.Range(1, 40), async (pull, ct) =>
        {
            var key = Given.Pull with { Pull = pull };
            await Commands.RecordActionAsync(
                key, pull % 2 == 0 ? [Take(), Take("dev")] : [Take("dev"), Take()], Given.Now, ct);
            if (pull % 4 == 0) await Locks.ReleaseAllAsync(key, "closed", Given.Now, ct);
        });

        (await HeldAsync()).Should()
            .SatisfyRespectively(dev => dev.Queue.Should().HaveCount(29), prod => prod.Queue.Should().HaveCount(29));
    }

    [DatabaseFact]
    public async Task A_released_lock_goes_to_the_next_in_the_queue()
    {
        await ClickAsync(1, Take());
        await ClickAsync(2, Take());
        await ClickAsync(3, Take("PROD"));
        var first = (await HeldAsync())[0];

        await ClickAsync(1, Given.Step(new CommandEffect.Release("prod", 1, first.Ticket)), seconds: 9);

        var held = (await HeldAsync()).Should().ContainSingle().Subject;
        (held.Pull, held.By, held.Since, held.Queue.Single().Pull).Should().Be((2, "bob", Given.Now.AddSeconds(9), 3));
    }

    [DatabaseFact]
    public async Task Leaving_the_queue_does_not_affect_the_lock_owner()
    {
        await ClickAsync(1, Take());
        await ClickAsync(2, Take());
        await ClickAsync(3, Take());

        var released = await Locks.ReleaseAllAsync(
            Given.Pull with { Pull = 2 }, "the pull request was closed", Given.Now, default);

        released.Should().BeTrue();
        (await HeldAsync())[0].Should().Match<HeldLock>(held => held.Pull == 1 && held.Queue.Single().Pull == 3);
    }

    [DatabaseFact]
    public async Task A_lock_that_was_already_released_is_not_released_again()
    {
        await ClickAsync(1, Take());
        var old = (await HeldAsync())[0];
        await Locks.ReleaseAllAsync(Given.Pull with { Pull = 1 }, "closed", Given.Now, default);
        await ClickAsync(1, Take());
        var before = await LinesAsync(Given.Pull.Installation);

        await ClickAsync(1, Given.Step(new CommandEffect.Release("prod", 1, old.Ticket)));

        (await HeldAsync()).Should().ContainSingle().Which.Ticket.Should().BeGreaterThan(old.Ticket);
        (await LinesAsync(Given.Pull.Installation)).Should().Equal(before);
    }

    [DatabaseFact]
    public async Task A_freeze_is_independent_of_the_queue_until_it_is_released()
    {
        await ClickAsync(1, Take());
        await ClickAsync(2, Given.Step(new CommandEffect.Freeze("prod", "black friday")));
        await ClickAsync(2, Given.Step(new CommandEffect.Freeze("prod", "again")));

        var frozen = await HeldAsync();
        await ClickAsync(3, Given.Step(new CommandEffect.Release("prod", null, frozen[0].Ticket)));

        frozen.Select(held => (held.Pull, held.Reason)).Should().Equal((null, "black friday"), (1, "migration"));
        (await HeldAsync()).Should().ContainSingle().Which.Pull.Should().Be(1);
    }

    [DatabaseFact]
    public async Task Locks_of_a_removed_installation_are_retained_and_valid_again_when_it_returns()
    {
        await ClickAsync(1, Take());
        await Commands.RecordActionAsync(Other, [Take()], Given.Now, default);

        await Commands.RecordActionAsync(
            Given.Pull, [Given.Step(new CommandEffect.Freeze("dev", "black friday"))], Given.Now, default);
        var before = await HeldAsync();

        await Installations.RecordRemovedAsync(Given.Pull.Installation, "GitHub said so", Given.Now, default);
        await Retention.ApplyAsync(Given.Now + Retention.GracePeriod - TimeSpan.FromDays(1), default);
        await Installations.RecordInstalledAsync(Given.Pull.Installation, Given.Now.AddDays(29), default);

        (await HeldAsync()).Should().BeEquivalentTo(before).And.HaveCount(2);
        (await Locks.PullsAsync(Other.Installation, default)).Should().Equal(Other);
        (await Audit.ReadAsync(Given.Pull.Installation, default).ToListAsync())[^2..].Should().SatisfyRespectively(
            removed => removed.Should()
                .Contain("\"kind\":\"installation\"").And.Contain(
                    "the App was uninstalled: GitHub said so; its data is kept until 2026-04-03"),
            back => back.Should().Contain("\"kind\":\"installation\"").And.Contain("used again"));
    }

    [DatabaseFact]
    public async Task A_lock_of_another_repository_is_independent()
    {
        await ClickAsync(1, Take());

        await Commands.RecordActionAsync(Given.Pull with { Repository = 23 }, [Take()], Given.Now, default);

        (await Locks.ListAsync(Given.Pull.Installation, 23, default)).Should().ContainSingle().Which.Pull.Should()
            .Be(Given.Pull.Pull);
    }

    private static AuditedEffect Take(string environment = "prod") =>
        Given.Step(new CommandEffect.Take(environment, "migration"));

    private Task ClickAsync(int pull, AuditedEffect step, int seconds = 0) =>
        Commands.RecordActionAsync(Given.Pull with { Pull = pull }, [step], Given.Now.AddSeconds(seconds), default);

    private Task<IReadOnlyList<HeldLock>> HeldAsync() =>
        Locks.ListAsync(Given.Pull.Installation, Given.Pull.Repository, default);
}
