using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// One plan of a batch as a line that a shell can split: path, environment, workspace and name, separated by tabs, then
/// any number of options for init (<c>-backend-config=…</c>) and plan (<c>-var-file=…</c>, <c>-destroy</c>).
/// Environment and workspace may be empty. The name never is, because trailing blanks of an input are lost: <c>=</c>
/// stands for the path.
/// </summary>
public sealed record PlanLine(string Path, string? Environment, string? Workspace, string Name)
{
    /// <summary>Terraform's option for a plan that destroys everything.</summary>
    public const string DestroyOption = "-destroy";

    private const char Separator = '\t';
    private const string SameAsPath = "=";
    private const int Columns = 4;

    /// <summary>Whether the plan must destroy everything.</summary>
    public bool IsDestroy { get; init; }

    public static string Write(IEnumerable<PlanJob> jobs) => string.Concat(jobs.Select(Write));

    /// <param name="input">The input's name in messages.</param>
    public static Validated<IReadOnlyList<PlanLine>> Read(string input, string text)
    {
        var lines = text.Split('\n').Where(line => line.Length > 0).Select(line => line.Split(Separator)).ToList();
        return lines.TrueForAll(IsLine)
            ? lines.ConvertAll(parts => new PlanLine(
                parts[0], OrNull(parts[1]), OrNull(parts[2]), parts[3] == SameAsPath ? parts[0] : parts[3])
            {
                IsDestroy = parts.AsSpan(Columns).Contains(DestroyOption),
            })
            : new Problem(input,
                $"The input {input} is not a list of plans: pass `matrix.plans` of discover's `batches` output " +
                    "unchanged.");
    }

    /// <summary>Characters that a line cannot contain.</summary>
    internal static IEnumerable<Problem> FindErrors(PlanJob job) =>
        new[] { job.Path, job.Project, job.Environment, job.Workspace }.Concat(job.Arguments.Options).Any(
            text => text?.AsSpan().IndexOfAny('\t', '\n', '\r') >= 0)
            ? [new(VisibleText.Of(job.Path),
                "The name of a folder, variable file, environment or workspace must not contain a tab or a line " +
                    "break: rename it.")]
            : [];

    private static bool IsLine(string[] parts) =>
        parts.Length >= Columns && parts[0].Length > 0 && parts[3].Length > 0
        && Array.TrueForAll(parts[Columns..], option => option.StartsWith('-'));

    private static string Write(PlanJob job)
    {
        var name = job.Project == job.Path ? SameAsPath : job.Project;
        IEnumerable<string?> columns = [job.Path, job.Environment, job.Workspace, name, .. job.Options];
        return $"{string.Join(Separator, columns)}\n";
    }

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
