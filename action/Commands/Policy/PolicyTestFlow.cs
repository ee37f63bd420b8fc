using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Commands;

/// <summary>Finds and runs policy tests and prints their results.</summary>
internal static class PolicyTestFlow
{
    private const int Failed = 1;

    /// <returns>0 if all passed, 1 if some failed, 2 if some could not be run or none were found.</returns>
    public static int Run(IReadOnlyList<string> paths, Terminal terminal, DateOnly today)
    {
        var run = new PolicyTestRun(today);
        foreach (var file in PolicyTestFiles.Find(paths)) run.Add(file);
        foreach (var note in run.Notes) terminal.PrintProblem(note, "note: ");
        foreach (var problem in run.Problems) terminal.PrintProblem(problem);
        terminal.Out.Write(PolicyTestText.Write(run.Results, run.NotRun, terminal.Style));
        return run.NotRun > 0 ? ExitCodes.BadUsage : run.Results.All(result => result.Passed) ? 0 : Failed;
    }
}
