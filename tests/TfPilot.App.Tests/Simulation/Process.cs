using Microsoft.Extensions.DependencyInjection;
using TfPilot.App.Jobs;
using TfPilot.App.Webhooks;
using TfPilot.GitHub.Http;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Simulation;

/// <summary>The process of the App: runs its work as fibers, and is killed and started again.</summary>
internal sealed class Process(World world) : IAsyncDisposable
{
    private const int MaxFibers = 3;

    private readonly List<Fiber> fibers = [];
    private SimulatedApp app = NewApp(world);
    private Fiber? inbox;
    private bool isDoomed;
    private int started;

    public bool IsBusy => fibers.Count >= MaxFibers;

    public bool HasFibers => fibers.Count > 0;

    public IReadOnlyList<IBackgroundJob> Jobs => app.Jobs;

    public T Part<T>() where T : notnull => app.Part<T>();

    /// <summary>Starts the work, until its first request to GitHub.</summary>
    public async Task StartAsync(string name, Func<Task> work)
    {
        var fiber = new Fiber($"{name} {++started}", world.States.Count - 1);
        world.Trace.Add($"start {fiber.Name}");
        fibers.Add(fiber);
        await fiber.StartAsync(work);
        await AfterAsync(fiber);
    }

    /// <summary>Lets the next request of any fiber go.</summary>
    public async Task ResumeAsync()
    {
        var fiber = world.Pick(fibers);
        world.Trace.Add($"resume {fiber.Name}");
        await fiber.ResumeAsync();
        await AfterAsync(fiber);
    }

    public async Task FinishAsync()
    {
        while (fibers.Count > 0) await ResumeAsync();
    }

    /// <summary>Runs one of the background jobs, unless the inbox's worker runs already.</summary>
    public async Task StartJobAsync(IBackgroundJob job)
    {
        if (job is not InboxWorker)
        {
            await StartAsync(job.Name, () => job.RunOnceAsync(default));
        }
        else if (inbox is null && await world.Database.PostponeOtherDeliveriesAsync(world.Clock.GetUtcNow()))
        {
            var name = $"{job.Name} {started + 1}";
            await StartAsync(job.Name, () => job.RunOnceAsync(default));
            inbox = fibers.Find(fiber => fiber.Name == name);
            if (inbox is null) await world.Database.RestoreDeliveriesAsync();
        }
    }

    /// <summary>Stores a delivery as the webhook endpoint does.</summary>
    public async Task ReceiveAsync(PendingDelivery delivery)
    {
        await StartAsync($"delivery {delivery.Id} {delivery.Event}", async () =>
        {
            await Part<Inbox>().AddAsync(
                new(delivery.Guid, delivery.Event, delivery.Payload, world.Clock.GetUtcNow()), default);
            world.Deliveries.List(delivery, isAccepted: true);
        });
        if (inbox is not null) await world.Database.PostponeDeliveryAsync(delivery.Guid);
    }

    /// <summary>The process will be killed before one of its next writes.</summary>
    public async Task DoomAsync(int writes)
    {
        if (isDoomed) return;
        isDoomed = true;
        world.Trace.Add($"will be killed after {writes} writes");
        await world.Database.RefuseAfterAsync(writes);
    }

    /// <summary>Kills the process: its fibers never go on. A new one starts with the same database.</summary>
    public async Task RestartAsync()
    {
        world.Trace.Add($"killed, with {fibers.Count} fibers");
        fibers.Clear();
        (inbox, isDoomed, world.IsKilled) = (null, false, false);
        await world.Database.RefuseAfterAsync(null);
        await world.Database.RestoreDeliveriesAsync();
        await app.DisposeAsync();
        app = NewApp(world);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static SimulatedApp NewApp(World world) =>
        new(world.Database, world.GitHub.Server, world.Network, world.Clock);

    private async Task AfterAsync(Fiber fiber)
    {
        await world.CaptureAsync();
        if (fiber.IsDone)
        {
            fibers.Remove(fiber);
            world.Trace.Add($"end {fiber.Name}{(fiber.Failure is { } failure ? $": {failure.GetType().Name}" : "")}");
            if (fiber == inbox)
            {
                inbox = null;
                await world.Database.RestoreDeliveriesAsync();
            }
        }

        if (world.IsKilled || (isDoomed && await world.Database.RefusesWritesAsync()))
        {
            await RestartAsync();
            return;
        }

        if (!isDoomed && fiber.Failure is { } unexpected and not GitHubException)
            world.Violations.Add($"{fiber.Name} failed: {unexpected}");
        while (app.Errors.Errors.TryDequeue(out var error))
            if (!isDoomed && error.Contains("   at ", StringComparison.Ordinal))
                world.Violations.Add($"unexpected: {error}");
    }
}
