using TfPilot.App.Commands;
using TfPilot.App.Jobs;
using TfPilot.App.Pulls;
using TfPilot.App.Webhooks;

namespace TfPilot.App.Tests.Simulation;

/// <summary>What a seed led to.</summary>
internal sealed record SimulationResult(int Seed, IReadOnlyList<string> Violations, IReadOnlyList<string> Trace)
{
    public override string ToString() => $"""
        TFPILOT_SIMULATION=seed:{Seed}
        {string.Join('\n', Violations)}

        {string.Join('\n', Trace)}
        """;
}

/// <summary>One run of the simulation: random steps by the seed, then the end of all faults.</summary>
internal sealed class SimulationRun
{
    private const int Steps = 120;
    private const double FaultRate = 0.04;

    private readonly PeopleActions people;
    private readonly JobActions jobs;
    private readonly Settling settling;
    private readonly Invariants invariants;

    private readonly World world;
    private readonly Process process;

    private SimulationRun(World world, Process process)
    {
        (this.world, this.process) = (world, process);
        (people, jobs, invariants) = (new(world), new(world, process), new(world));
        settling = new(world, process, people, jobs);
    }

    public static async Task<SimulationResult> RunAsync(int seed, bool isPostgres)
    {
        await using var database = await SimulatedDatabase.CreateAsync(isPostgres);
        var world = new World(seed, database);
        await using var process = new Process(world);
        await world.CaptureAsync();
        try
        {
            await new SimulationRun(world, process).RunAsync();
        }
        catch (TimeoutException)
        {
            world.Violations.Add("the last fiber neither makes a request nor ends");
        }

        return new(seed, world.Violations, world.Trace.Lines);
    }

    private async Task RunAsync()
    {
        (world.Network.FaultRate, world.Deliveries.FaultRate) = (FaultRate, 2 * FaultRate);
        for (var step = 0; step < Steps && world.Violations.Count == 0; step++)
            await StepAsync(RandomStepAsync);
        if (world.Violations.Count > 0) return;
        world.Trace.Add("the faults end");
        (world.Network.FaultRate, world.Deliveries.FaultRate) = (0, 0);
        await StepAsync(() => settling.SettleAsync());
        await StepAsync(settling.CompletePullsAsync);
        await settling.RequireTruthAsync();
        await invariants.RequireIntactHistoryAsync();
    }

    private async Task StepAsync(Func<Task> step)
    {
        await step();
        await world.CaptureAsync();
        await invariants.CheckAsync();
    }

    private Task RandomStepAsync()
    {
        world.Clock.Advance(TimeSpan.FromSeconds(world.Random.Next(10)));
        var chance = world.Random.Next(100);
        if (process.HasFibers && (process.IsBusy || chance < 55)) return ResumeSomeAsync();
        return chance switch
        {
            < 70 => ActAsync(),
            < 80 when !world.Deliveries.IsEmpty => process.ReceiveAsync(world.Deliveries.Take()),
            < 90 => process.StartJobAsync(PickJob()),
            < 96 => settling.CatchUpAsync(),
            < 97 => process.DoomAsync(world.Random.Next(8)),
            < 98 => process.RestartAsync(),
            _ => JumpAsync(),
        };
    }

    /// <summary>Usually a whole piece of work, so that much happens; sometimes a single request.</summary>
    private async Task ResumeSomeAsync()
    {
        var requests = world.Chance(0.5) ? 1 : 12;
        for (var i = 0; i < requests && process.HasFibers; i++) await process.ResumeAsync();
    }

    private Task ActAsync()
    {
        List<(int Weight, Func<Task> Act)> all =
        [
            .. people.All().Select(one => (one.Weight, (Func<Task>)(() =>
            {
                one.Act();
                return Task.CompletedTask;
            }))),
            .. jobs.All(),
        ];
        var at = world.Random.Next(all.Sum(one => one.Weight));
        foreach (var (weight, act) in all)
        {
            if ((at -= weight) < 0) return act();
        }

        return Task.CompletedTask;
    }

    /// <summary>Mostly the workers of queues; a scan is due only sometimes.</summary>
    private IBackgroundJob PickJob() => world.Random.Next(10) switch
    {
        < 4 => process.Part<InboxWorker>(),
        < 8 => process.Part<PullWorker>(),
        8 => process.Part<RunRequestWorker>(),
        _ => world.Pick(process.Jobs),
    };

    private Task JumpAsync()
    {
        var minutes = world.Chance(0.8) ? world.Random.Next(1, 10) : world.Random.Next(10, 600);
        world.Trace.Add($"{minutes} minutes pass");
        world.Clock.Advance(TimeSpan.FromMinutes(minutes));
        return Task.CompletedTask;
    }
}
