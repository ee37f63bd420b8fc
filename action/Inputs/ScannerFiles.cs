using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Action.Inputs;

/// <summary>Reads scanner reports: SARIF files, folders with SARIF files, and globs.</summary>
internal static class ScannerFiles
{
    private const string HowTo =
        "Create it with the scanner before the review, such as `trivy config --format sarif --output trivy.sarif .`.";

    public static IEnumerable<Validated<ScannerReport>> Read(IReadOnlyList<string> places) =>
        places.SelectMany(Find).Select(file => file.Then(ReadOne));

    /// <summary>The results for a project, matched by the files in its repository.</summary>
    public static IReadOnlyList<ScannerResult> ResultsOf(
        IReadOnlyList<ScannerReport> reports, SourceFolder sources, SourceIndex index)
    {
        var project = new ScannedProject(FolderPath.Join(sources.RelativePath, ""), index);
        return project.ResultsOf(reports,
            reports.SelectMany(project.Asks).Where(file => File.Exists(Path.Combine(sources.Root, file)))
                .ToHashSet(StringComparer.Ordinal));
    }

    private static IEnumerable<Validated<string>> Find(string place)
    {
        if (!FileGlob.IsPattern(place) && !Directory.Exists(place)) return [place];
        var (root, pattern) = Directory.Exists(place) ? (place, "**/*.sarif") : FileGlob.Split(place);
        var files = Directory.Exists(root) ? FileGlob.Find(root, pattern) : [];
        return files.Count == 0 ? [FileGlob.MatchesNothing(place)] : files.Select(file => (Validated<string>)file);
    }

    private static Validated<ScannerReport> ReadOne(string file) =>
        InputFile.Read(
            file, file, () => InputFile.Open(file), stream => SarifReader.Read(file, InputFile.Bytes(stream)), HowTo);
}
