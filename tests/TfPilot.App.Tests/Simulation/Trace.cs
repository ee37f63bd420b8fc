using Microsoft.Extensions.Time.Testing;

namespace TfPilot.App.Tests.Simulation;

/// <summary>The steps of a run, each with the simulated time since its start.</summary>
internal sealed class Trace(FakeTimeProvider clock)
{
    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines => lines;

    public void Add(string line) => lines.Add($"{clock.GetUtcNow() - clock.Start:hh\\:mm\\:ss\\.fff} {line}");
}
