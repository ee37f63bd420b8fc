using System.Diagnostics;
using TfPilot.GitHub.Tests.Simulator;
using Xunit.Abstractions;

namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>
/// Whatever is lost, doubled, late or killed: in the end GitHub shows what is true. The seed, which is printed and which TFPILOT_CHAOS_SEED sets,
/// decides what happens; what it meets is up to the machine. TFPILOT_CHAOS=full makes it 10,000 events over 200 pull requests.
/// </summary>
public sealed class ChaosTests(GitHubSimulator github, ITestOutputHelper output) : IClassFixture<GitHubSimulator>
{
    [ChaosFact]
    public async Task After_every_disturbance_the_checks_are_what_one_look_gives()
    {
        var (size, seed, began) = (ChaosSize.Asked, ChaosSize.Seed, Stopwatch.GetTimestamp());
        output.WriteLine($"TFPILOT_CHAOS_SEED={seed}, {size}");
        await using var run = await ChaosRun.BeginAsync(github, size, seed);

        await run.StormAsync();
        output.WriteLine($"the storm took {Stopwatch.GetElapsedTime(began)}");
        await run.CalmAsync();
        output.WriteLine($"all was done after {Stopwatch.GetElapsedTime(began)}");
        var state = await run.JudgeAsync();
        var (ours, judged) = (ChaosChecks.Of(state, "tfpilot"), ChaosChecks.Of(state, "judge"));
        output.WriteLine($"{judged.Count} checks: {string.Join(", ", judged.CountBy(check => $"{check.Conclusion} {check.Title}"))}, after {Stopwatch.GetElapsedTime(began)}");

        judged.Should().NotBeEmpty();
        ours.Select(check => (check.Head, check.Name)).Should().OnlyHaveUniqueItems("a check is created once");
        ours.Where(check => !ChaosChecks.IsOfThePast(check, state)).Should().BeEquivalentTo(judged);
        (await run.Database.GivenUpAsync()).Should().BeEmpty();
        (await run.Database.RunsAsync()).Should().Contain(run.Jobs.Kept, "evidence that was accepted is kept");
        (await github.ViolationsAsync()).Should().BeEmpty();
    }
}

/// <summary>Needs all that a story of the App needs, and PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChaosFactAttribute : FactAttribute
{
    public ChaosFactAttribute() => Skip = GitHubSimulator.ReasonToSkip ?? Published.ReasonToSkip ?? Storage.Tests.PostgresServer.ReasonToSkip!;
}
