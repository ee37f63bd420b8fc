using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

internal static class SourcePath
{
    /// <summary>From the repository's root, dots resolved: a path that is not the same in every run would be another alert.</summary>
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
