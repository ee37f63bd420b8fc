using System.Globalization;
using TfPilot.App.Commands;
using TfPilot.App.Jobs;
using TfPilot.App.Pulls;
using TfPilot.App.Webhooks;

namespace TfPilot.App.Tests.Simulation;

/// <summary>After the faults: all work is done, and then GitHub must show the truth.</summary>
internal sealed class Settling(World world, Process process, PeopleActions people, JobActions jobs)
{
    /// <summary>The first one may still wait for leases and delays of the time before.</summary>
    private const int Rounds = 2;
    private const int MaxRuns = 60;

    /// <summary>The pull requests that were approved after their last plan.</summary>
    private readonly HashSet<int> completed = [];

    private static readonly TimeSpan RoundTime = TimeSpan.FromMinutes(31);

    /// <summary>Runs everything until nothing is due, for hours of simulated time.</summary>
    public async Task SettleAsync(int rounds = Rounds)
    {
        await process.FinishAsync();
        world.Network.StopsFibers = false;
        for (var round = 0; round < rounds; round++)
        {
            await WorkAsync();
            foreach (var job in process.Jobs) await RunAsync(job);
            await WorkAsync();
            world.Clock.Advance(RoundTime);
        }
    }

    /// <summary>The deliveries arrive, and the workers of the queues run once, also while requests fail.</summary>
    public async Task CatchUpAsync()
    {
        while (!world.Deliveries.IsEmpty) await process.ReceiveAsync(world.Deliveries.Take());
        for (var runs = 0; runs < MaxRuns && await world.Database.HasDueDeliveryAsync(world.Clock.GetUtcNow()); runs++)
            await RunAsync(process.Part<InboxWorker>());
        await RunAsync(process.Part<PullWorker>());
        await RunAsync(process.Part<RunRequestWorker>());
    }

    /// <summary>Every open pull request gets a new plan, and some get all approvals.</summary>
    public async Task CompletePullsAsync()
    {
        foreach (var pull in world.GitHub.Open)
        {
            await jobs.PlanAsync(pull, isTrusted: true, TokenKind.Right, isComplete: true);
            await process.FinishAsync();
            world.Clock.Advance(TimeSpan.FromSeconds(5));
            if (!world.Chance(0.7)) continue;
            people.ApproveAll(pull);
            if (world.Evidence[^1] is { IsAccepted: true } last && last.Pull == pull.Number) completed.Add(pull.Number);
        }

        await SettleAsync(rounds: 1);
    }

    /// <summary>Checks, locks and answers are as they must be.</summary>
    public async Task RequireTruthAsync()
    {
        await world.CaptureAsync();
        foreach (var pull in world.GitHub.Open) RequireCheck(pull);
        RequireAnswers();
        foreach (var (pull, environment) in await PullsAsync("environment_lock WHERE pull > 0", "environment"))
            if (pull.Fake is not { State: "open", IsDraft: false })
                world.Violations.Add($"closed #{pull.Number} holds a lock of {environment}");
        foreach (var (pull, reason) in await PullsAsync("pull_work WHERE parked", "reason"))
            if (pull.Fake.State == "open") world.Violations.Add($"#{pull.Number} is parked: {reason}");
        foreach (var row in await world.Database.RowsAsync("SELECT run, environment FROM apply_lock WHERE NOT failed"))
            if (world.Jobs.Find(job => job.Run.Id == Number(row[0])) is { IsRunning: false } ended)
                world.Violations.Add($"{ended} has ended and still applies to {row[1]}");
    }

    /// <summary>Commands on a pull request that was closed in the meantime need no answer.</summary>
    private void RequireAnswers()
    {
        var waiting = world.Commands.Where(command => command.Comment is { Edited: null, Reactions.Count: 0 }
            && (world.GitHub.Pulls[command.Pull].Fake.State == "open" || command.Verb is "apply" or "cancel"));
        foreach (var command in waiting)
            world.Violations.Add($"comment {command.Comment.Id} ({command.Verb}) was not answered");
    }

    private async Task<IEnumerable<(SimulatedPull Pull, string Value)>> PullsAsync(string rows, string column) =>
        (await world.Database.RowsAsync($"SELECT pull, {column} FROM {rows}")).Select(
            row => (world.GitHub.Pulls[Number(row[0])], $"{row[1]}"));

    private async Task WorkAsync()
    {
        for (var run = 0; run < MaxRuns; run++)
        {
            while (!world.Deliveries.IsEmpty) await process.ReceiveAsync(world.Deliveries.Take());
            if ((await OpenWorkAsync()).Count == 0) return;
            while (await world.Database.HasDueDeliveryAsync(world.Clock.GetUtcNow()))
                await RunAsync(process.Part<InboxWorker>());
            await RunAsync(process.Part<PullWorker>());
            await RunAsync(process.Part<RunRequestWorker>());
            world.Clock.Advance(TimeSpan.FromSeconds(20));
        }

        var left = await OpenWorkAsync();
        world.Violations.Add($"the work does not end: {string.Join(", ", left.Select(row => $"{row[0]} {row[1]}"))}");
    }

    private Task<List<object?[]>> OpenWorkAsync()
    {
        var now = world.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        return world.Database.RowsAsync($"""
            SELECT 'pull', pull FROM pull_work WHERE (due OR held_until IS NOT NULL) AND not_before <= {now}
            UNION ALL SELECT event, held_until FROM delivery WHERE NOT done AND parked IS NULL
            UNION ALL SELECT kind, pull FROM run_request WHERE state = 'open'
            """);
    }

    private async Task RunAsync(IBackgroundJob job)
    {
        await process.StartJobAsync(job);
        await process.FinishAsync();
    }

    /// <summary>The required check passes if and only if the settings are met.</summary>
    private void RequireCheck(SimulatedPull pull)
    {
        var head = pull.Fake.Head;
        var passed = world.Checks.TryGetValue((head.Text, "tfpilot: main"), out var check) && check.Passed;
        var missing = Missing(pull, withOverrides: true);
        if (passed && missing.Count > 0)
            world.Violations.Add($"the check of #{pull.Number} still passes without: {string.Join(", ", missing)}");
        if (!passed && completed.Contains(pull.Number) && Missing(pull, withOverrides: false).Count == 0)
            world.Violations.Add(
                $"the check of #{pull.Number} does not pass, though nothing is missing: {Output(head.Text)}");
    }

    private List<string> Missing(SimulatedPull pull, bool withOverrides) =>
        [.. pull.Projects.Select(project => project.Environment).Distinct()
            .SelectMany(environment => ApprovalTruth.Missing(
                pull.Number, pull.Fake.Head, environment, [world.States[^1]], world.Evidence, world.GitHub,
                withOverrides))];

    /// <summary>What the required check says.</summary>
    private string Output(string head) => $"{world.GitHub.Repository.Checks.LastOrDefault(
        check => check.Text("name") == "tfpilot: main" && check.Text("head_sha") == head)?.Body["output"]}";

    private static int Number(object? value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);
}
