using TfPilot.Core.Reviews;
using TfPilot.Delivery.Records;

namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    private DeploymentStore Deployments => new(database);

    [DatabaseFact]
    public async Task A_record_is_the_deployment_of_its_project()
    {
        await RecordAsync(run: 5, [Web, Db, Db with { Deposed = "1" }]);
        await RecordAsync(run: 6, [Db], status: ApplyStatus.Partial);

        var deployments = await Deployments.ListAsync(11, 22, default);

        deployments.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Last = new
            {
                Environment = "prod", Project = "web", Pull = (int?)33, Run = new RunAttempt(6, 1),
                Status = (ApplyStatus?)ApplyStatus.Partial, IsVerified = (bool?)null,
            },
            Ended = Given.Now,
            Resources = (int?)1,
        });
        (await Deployments.ListAsync(11, 23, default)).Should().BeEmpty();
        (await Deployments.ListAsync(12, 22, default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task The_resources_are_unknown_until_a_state_was_read()
    {
        await RecordAsync(run: 5, null);

        (await Deployments.ListAsync(11, 22, default)).Single().Resources.Should().BeNull();
    }

    [DatabaseFact]
    public async Task A_record_of_an_earlier_apply_changes_no_deployment()
    {
        await TakeLockAsync(run: 5);
        await database.ExecuteAsync($"DELETE FROM apply_lock WHERE installation = 11", default);
        await TakeLockAsync(run: 6, at: Given.Now.AddMinutes(1));
        await SendAsync(run: 6, [Web]);
        await Deployments.CompleteAsync((await ClaimDeploymentAsync())!, default);

        await SendAsync(run: 5, [Db]);

        (await Deployments.ListAsync(11, 22, default)).Single().Last.Run.Run.Should().Be(6);
        (await ClaimDeploymentAsync()).Should().BeNull();
    }

    [DatabaseFact]
    public async Task A_deployment_belongs_to_one_instance_until_its_claim_expires()
    {
        await RecordAsync(run: 5, [Web]);
        var first = (await ClaimDeploymentAsync())!;
        (await ClaimDeploymentAsync()).Should().BeNull();

        var second = await Deployments.ClaimAsync(Given.Now + DeploymentStore.ClaimTimeout, default);

        second!.Key.Should().Be(new DeploymentKey(11, 22, "prod", "web"));
        await Deployments.CompleteAsync(first, default);
        (await Deployments.ClaimAsync(Given.Now + (2 * DeploymentStore.ClaimTimeout), default)).Should()
            .NotBeNull("the first instance lost its claim");
    }

    [DatabaseFact]
    public async Task An_apply_that_is_recorded_meanwhile_makes_the_deployment_due_again()
    {
        await RecordAsync(run: 5, [Web]);
        var first = (await ClaimDeploymentAsync())!;
        await RecordAsync(run: 6, [Web]);
        await Deployments.CompleteAsync(first, default);

        var second = (await ClaimDeploymentAsync())!;

        await Deployments.RetryAsync(second, Given.Now.AddMinutes(5), default);
        (await ClaimDeploymentAsync()).Should().BeNull();
        await Deployments.CompleteAsync(
            (await Deployments.ClaimAsync(Given.Now.AddMinutes(5), default))!, default);
        (await Deployments.ClaimAsync(Given.Now.AddDays(1), default)).Should().BeNull();
    }

    private Task<ClaimedDeployment?> ClaimDeploymentAsync() => Deployments.ClaimAsync(Given.Now, default);
}
