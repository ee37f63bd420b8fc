using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>The paths of source locations.</summary>
public static class SourcePath
{
    /// <summary>
    /// Relative to the repository root with dots resolved, because a path that differs between runs would create a new
    /// alert.
    /// </summary>
    public static string Of(string entryFile, SourceLocation? source)
    {
        var steps = new Stack<string>();
        foreach (var step in (source is null ? entryFile : $"{entryFile}/../{source.File}").Split('/'))
        {
            if (step == "..") _ = steps.TryPop(out _);
            else if (step is not ("" or ".")) steps.Push(step);
        }

        return string.Join('/', steps.Reverse());
    }
}
