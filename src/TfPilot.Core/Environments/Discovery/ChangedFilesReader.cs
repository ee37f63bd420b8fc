using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// Reads the output of <c>git diff --name-status</c>, with or without <c>-z</c>, and plain lists of paths, one per
/// line. A plain path does not tell whether the file still exists.
/// </summary>
public static partial class ChangedFilesReader
{
    /// <param name="name">The list's name in messages.</param>
    public static Validated<ChangedFiles> Read(string name, string text)
    {
        var problems = new List<Problem>();
        var files = new List<ChangedFile>();
        foreach (var (at, parts) in text.Contains('\0', StringComparison.Ordinal) ? Pieces(text) : Lines(text))
        {
            if (parts.FirstOrDefault(LeadsOut) is { } stray)
                Tell(at, $"{VisibleText.Of(stray)} is not in the repository: paths are relative to its root.");
            else if (FileOf(parts) is { } file) files.Add(file);
            else Tell(at,
                $"`{VisibleText.Of(string.Join(' ', parts))}` is neither a path nor a line of `git diff " +
                    "--name-status`. Create the list with `git diff --name-status -M origin/main...HEAD`.");
        }

        return problems.Count > 0 ? new Validated<ChangedFiles>.Invalid(problems) : new ChangedFiles(files);

        void Tell(int at, string message) => problems.Add(new($"{name}:{at}", message));
    }

    private static IEnumerable<(int At, string[] Parts)> Lines(string text) => text.Split('\n')
        .Select((line, index) => (At: index + 1, Line: line.TrimEnd('\r')))
        .Where(line => line.Line.Trim().Length > 0)
        .Select(line => (line.At, line.Line.Split('\t').Select(GitPath.Read).ToArray()));

    /// <summary>With <c>-z</c>, statuses and paths are separate items; without statuses every item is a path.</summary>
    private static IEnumerable<(int At, string[] Parts)> Pieces(string text)
    {
        var pieces = text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var hasStatus = pieces.Length > 0 && Status().IsMatch(pieces[0]);
        for (int i = 0, at = 1; i < pieces.Length; at++)
        {
            var end = Math.Min(i + (!hasStatus ? 1 : pieces[i][0] is 'R' or 'C' ? 3 : 2), pieces.Length);
            yield return (at, pieces[i..end]);
            i = end;
        }
    }

    private static ChangedFile? FileOf(string[] parts) => parts switch
    {
        [var path] => new(FolderPath.Join("", path), ChangeStatus.Modified),
        [[not ('R' or 'C'), ..] status, var path] when Status().IsMatch(status) =>
            new(FolderPath.Join("", path), StatusOf(status[0])),
        [['C', ..] status, _, var copy] when Status().IsMatch(status) =>
            new(FolderPath.Join("", copy), ChangeStatus.Added),
        [['R', ..] status, var from, var to] when Status().IsMatch(status) =>
            new(FolderPath.Join("", to), ChangeStatus.Renamed) { PreviousPath = FolderPath.Join("", from) },
        _ => null,
    };

    private static ChangeStatus StatusOf(char letter) => letter switch
    {
        'A' => ChangeStatus.Added,
        'D' => ChangeStatus.Removed,
        _ => ChangeStatus.Modified,
    };

    private static bool LeadsOut(string path) =>
        path.StartsWith('/') || FolderPath.Join("", path) is "" or ".."
        || FolderPath.Join("", path).StartsWith("../", StringComparison.Ordinal);

    [GeneratedRegex(@"^([ADMTUXB]|[RC]\d{1,3})$", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Status();
}
