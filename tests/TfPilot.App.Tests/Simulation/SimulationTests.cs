using TfPilot.Storage.Tests;
using Xunit.Abstractions;

namespace TfPilot.App.Tests.Simulation;

/// <summary>
/// The App in one process with a simulated clock, GitHub and network: whatever fails, nothing passes that the settings
/// do not allow, and in the end GitHub shows the truth. TFPILOT_SIMULATION sets the number of seeds, or one seed to
/// repeat, such as seed:1234.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int OnSqlite = 300;

    /// <summary>Fewer, because each seed creates a database on the server.</summary>
    private const int OnPostgres = 10;

    [Fact]
    public Task Whatever_fails_the_rules_hold_and_GitHub_shows_the_truth_in_the_end() =>
        RunAsync(SimulationSeeds.Of(OnSqlite), isPostgres: false);

    [PostgresFact]
    public Task The_same_holds_on_PostgreSQL() => RunAsync(
        SimulationSeeds.Of(OnPostgres, oneOf: OnSqlite / OnPostgres), isPostgres: true);

    [Fact]
    public async Task A_seed_repeats_exactly()
    {
        var first = await SimulationRun.RunAsync(1, isPostgres: false);
        var again = await SimulationRun.RunAsync(1, isPostgres: false);

        first.Trace.Should().HaveCountGreaterThan(500);
        again.Trace.Should().Equal(first.Trace);
    }

    private async Task RunAsync(IEnumerable<int> seeds, bool isPostgres)
    {
        foreach (var seed in seeds)
        {
            var result = await SimulationRun.RunAsync(seed, isPostgres);
            if (result.Violations.Count > 0) Assert.Fail($"{result}");
            if (SimulationSeeds.IsOne) output.WriteLine($"{result}");
        }
    }
}

/// <summary>A test that needs PostgreSQL on this machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.ReasonToSkip!;
}
