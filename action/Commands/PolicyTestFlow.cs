using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Commands;

/// <summary>Find the tests, run them, tell what became of them.</summary>
internal static class PolicyTestFlow
{
    private const int Failed = 1;

    /// <returns>0 all passed, 1 some failed, 2 some could not be run, or there is none.</returns>
    public static int Run(IReadOnlyList<string> paths, Terminal terminal, DateOnly today)
    {
        var run = new PolicyTestRun(today);
        foreach (var file in PolicyTestFiles.Find(paths)) run.Add(file);
        foreach (var note in run.Notes) terminal.Tell(note, "note: ");
        foreach (var problem in run.Problems) terminal.Tell(problem);
        terminal.Out.Write(PolicyTestText.Write(run.Results, run.NotRun, terminal.Style));
        return run.NotRun > 0 ? ExitCodes.BadUsage : run.Results.All(result => result.Passed) ? 0 : Failed;
    }
}
