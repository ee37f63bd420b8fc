using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Tests;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Simulation;

/// <summary>
/// Everything around the App: GitHub, the people and jobs, the database, the clock, and what happened.
/// </summary>
internal sealed class World
{
    private readonly List<WorldState> states = [];

    public World(int seed, SimulatedDatabase database)
    {
        Random = new(seed);
        Database = database;
        Clock = new(AutoAdvanceClock.Start) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        Trace = new(Clock);
        GitHub = new(Clock);
        Deliveries = new(GitHub.Server, Clock, Random, Trace);
        Network = new(GitHub.Server, new(), Clock, Random, Trace) { Performed = new GitHubObserver(this).ObserveAsync };
    }

    public Random Random { get; }

    public SimulatedDatabase Database { get; }

    public FakeTimeProvider Clock { get; }

    public Trace Trace { get; }

    public SimulatedGitHub GitHub { get; }

    public SimulatedDeliveries Deliveries { get; }

    public SimulatedNetwork Network { get; }

    /// <summary>In order; the last one is the present.</summary>
    public IReadOnlyList<WorldState> States => states;

    public List<SentEvidence> Evidence { get; } = [];

    public List<SimulatedCommand> Commands { get; } = [];

    public List<ApplyJob> Jobs { get; } = [];

    /// <summary>What must never happen and did.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>
    /// For each head and check: the first state that its last written result can be based on, whether it passed, and
    /// the number of faults of the network before.
    /// </summary>
    public Dictionary<(string Head, string Check), (int From, bool Passed, int Faults)> Checks { get; } = [];

    /// <summary>The merges in order, each with its state.</summary>
    public Dictionary<int, int> MergedAt { get; } = [];

    /// <summary>The records that the App accepted, by environment and project: the numbers of their pulls.</summary>
    public List<(ApplyJob Job, int Pull, int State)> Recorded { get; } = [];

    /// <summary>Whether the process must not go on.</summary>
    public bool IsKilled { get; set; }

    /// <summary>The requests to start the apply workflow that reached GitHub.</summary>
    public List<string> Dispatches { get; } = [];

    public T Pick<T>(IReadOnlyList<T> all) => all[Random.Next(all.Count)];

    public bool Chance(double share) => Random.NextDouble() < share;

    /// <summary>Remembers the truth of this moment.</summary>
    public async Task CaptureAsync()
    {
        var locks = await Database.RowsAsync("SELECT environment, pull FROM environment_lock WHERE held IS NOT NULL");
        GitHub.Server.TokenExpiry = Clock.GetUtcNow().AddHours(1);
        GitHub.Server.Now = Clock.GetUtcNow();
        states.Add(new(
            Clock.GetUtcNow(), GitHub.Repository.DefaultHead, GitHub.Settings,
            GitHub.Pulls.ToImmutableDictionary(pull => pull.Key, pull => TruthOf(pull.Value)),
            [.. locks.Select(
                row => new LockTruth($"{row[0]}", Convert.ToInt32(row[1], CultureInfo.InvariantCulture)))]));
    }

    public List<WorldState> Since(int first) => states[first..];

    private PullTruth TruthOf(SimulatedPull pull) => new(
        pull.Fake.Head, pull.Fake.Base!.Value, pull.Fake.State == "open", pull.Fake.IsDraft, [.. pull.Projects],
        [.. pull.Fake.Reviews.Select(review => new ReviewTruth(review.By, review.State, review.Commit))],
        [.. Commands.Where(command => command.IsOverrideOf(pull.Number))
            .Select(command => new OverrideTruth(command.Environment!, command.Head, command.At))],
        [.. pull.Pushers, pull.Fake.Author]);
}

/// <summary>A comment with a command.</summary>
internal sealed record SimulatedCommand(
    FakeComment Comment, int Pull, CommitSha Head, string Verb, string? Environment, DateTimeOffset At)
{
    /// <summary>Whether a member of the override team wrote it and nobody has edited it.</summary>
    public bool IsOverrideOf(int pull) => Pull == pull && Verb == "override" && Comment.Edited is null
        && Comment.Author == FakePeople.Dee;
}
