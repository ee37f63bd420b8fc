using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>
/// Selects the scanner results of one project: those in the folder of its root module and of the local modules it
/// calls. <paramref name="Folder"/> is its source folder, relative to the repository root.
/// </summary>
public sealed record ScannedProject(string Folder, SourceIndex Sources)
{
    /// <summary>
    /// The files, relative to the repository root, whose existence determines how to interpret the report's paths.
    /// </summary>
    public IEnumerable<string> Asks(ScannerReport report) => report.Results.SelectMany(Readings).Distinct();

    /// <summary>Each result once; one that is not suppressed takes precedence.</summary>
    /// <param name="present">The files of <see cref="Asks"/> that exist.</param>
    public IReadOnlyList<ScannerResult> ResultsOf(IEnumerable<ScannerReport> reports, IReadOnlySet<string> present) =>
    [
        .. reports.SelectMany(report => ResultsOf(report, present))
            .OrderBy(result => result.Suppression is not null)
            .ThenBy(result => result.Level)
            .DistinctBy(
                result => (result.Rule, result.File, result.FirstLine, result.File is null ? result.Message : ""))
            .OrderBy(result => result.Rule, StringComparer.Ordinal)
            .ThenBy(result => result.File, StringComparer.Ordinal)
            .ThenBy(result => result.FirstLine),
    ];

    private IEnumerable<ScannerResult> ResultsOf(ScannerReport report, IReadOnlySet<string> present)
    {
        var folders = Sources.Folders;
        var readings = report.Results
            .Select(result => (result, Candidates: Readings(result).Where(present.Contains).ToList())).ToList();
        var isOfFolder = readings.All(reading => reading.Candidates.Count == 0
            || reading.result.Below(Folder) is not { } below || reading.Candidates.Contains(below));
        foreach (var (result, candidates) in readings)
        {
            if (result.Result.File is null) yield return result.Result;
            else if ((isOfFolder && result.Below(Folder) is { } below && candidates.Contains(below) ? below
                : candidates.FirstOrDefault()) is { } candidate
                && FolderPath.Relative(FolderPath.Join(Folder, ""), candidate) is var file
                && folders.Contains(FolderPath.Of(file)))
            {
                yield return result.Result with { File = file };
            }
        }
    }

    /// <summary>
    /// A path without its base is relative to the repository root, or to the project's folder if that fits the whole
    /// report.
    /// </summary>
    private IEnumerable<string> Readings(ReportedResult result) =>
        result.Below(Folder) is { } below ? result.Ends.Append(below) : result.Ends;
}
