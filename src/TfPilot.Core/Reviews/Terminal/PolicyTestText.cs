using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Prints policy tests to a terminal: a line per test with its differences below, and the total at the end.
/// </summary>
public static class PolicyTestText
{
    /// <param name="notRun">The number of tests that could not be run.</param>
    public static string Write(IReadOnlyList<PolicyTestResult> results, int notRun, TerminalStyle style)
    {
        var lines = new TerminalLines(style);
        foreach (var result in results)
        {
            lines.Add(0, result.Passed ? (Ink.Green, "ok      ") : (Ink.Red, "FAILED  "),
                (Ink.None, $"{result.At}: {result.Name}"));
            foreach (var difference in result.Differences) lines.Wrap(10, Ink.None, difference);
        }

        var failed = results.Count(result => !result.Passed);
        lines.Add(0,
            (failed + notRun > 0 ? Ink.Red : Ink.Green,
                $"{results.Count - failed} passed, {failed} failed{(notRun > 0 ? $", {notRun} not run" : "")}"));
        return lines.ToString();
    }
}
