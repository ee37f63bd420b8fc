using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// One plan of a batch as a line that a shell can take apart: path, environment, workspace and name, a tab between them. An environment or a
/// workspace is empty where there is none. The name is never empty, for blanks at the end of an input get lost: <c>=</c> is the path.
/// </summary>
public sealed record PlanLine(string Path, string? Environment, string? Workspace, string Name)
{
    private const char Separator = '\t';
    private const string SameAsPath = "=";

    public static string Write(IEnumerable<PlanJob> jobs) => string.Concat(jobs.Select(job =>
        $"{string.Join(Separator, job.Path, job.Environment, job.Workspace, job.Project == job.Path ? SameAsPath : job.Project)}\n"));

    /// <param name="input">What messages call the text.</param>
    public static Validated<IReadOnlyList<PlanLine>> Read(string input, string text)
    {
        var lines = text.Split('\n').Where(line => line.Length > 0).Select(line => line.Split(Separator)).ToList();
        return lines.TrueForAll(parts => parts.Length == 4 && parts[0].Length > 0 && parts[3].Length > 0)
            ? lines.ConvertAll(parts => new PlanLine(parts[0], OrNull(parts[1]), OrNull(parts[2]), parts[3] == SameAsPath ? parts[0] : parts[3]))
            : new Problem(input, $"The input {input} is no list of plans: hand on `matrix.plans` of the output `batches` of discover as it is.");
    }

    /// <summary>What no line can hold.</summary>
    internal static IEnumerable<Problem> Mistakes(PlanJob job) =>
        new[] { job.Path, job.Project, job.Environment, job.Workspace }.Any(text => text?.AsSpan().IndexOfAny('\t', '\n', '\r') >= 0)
            ? [new(VisibleText.Of(job.Path), "A tab or a line break in a folder, an environment or a workspace cannot be handed to the job that plans: rename it.")]
            : [];

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
