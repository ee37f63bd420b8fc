using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>The results of one SARIF file, of any project. File paths are as the scanner wrote them.</summary>
public sealed record ScannerReport(IReadOnlyList<ReportedResult> Results);

/// <summary>
/// A result whose file is relative to <paramref name="Base"/>, the absolute path of the scanned folder; null when the
/// scanner does not report it.
/// </summary>
public sealed record ReportedResult(ScannerResult Result, string? Base)
{
    private const int LongestPath = 1_000;
    private const int MaxSteps = 40;

    /// <summary>
    /// The possible paths of the file relative to the repository root, most likely first. Scanners may run with another
    /// root (a container mounts the checkout elsewhere), so only the end of an absolute path is usable.
    /// </summary>
    internal IReadOnlyList<string> Ends
    {
        get
        {
            if (Result.File is not { } file) return [];
            var path = Base is null || IsAbsolute(file) ? file : $"{Base}/{file}";
            if (path.Length > LongestPath) return [];
            var steps = FolderPath.Join("", path).Split('/');
            if (steps[0] is "" or ".." || steps.Length > MaxSteps) return [];
            return Base is null && !IsAbsolute(file) ? [string.Join('/', steps)]
                : [.. Enumerable.Range(0, steps.Length).Select(i => string.Join('/', steps[i..]))];
        }
    }

    /// <summary>
    /// The file relative to a folder of the repository; null when that is impossible or leaves the repository.
    /// </summary>
    internal string? Below(string folder) =>
        Base is null && Result.File is { Length: <= LongestPath } file && FolderPath.Join(folder, file) is var path
        && path.Split('/') is { Length: <= MaxSteps } steps && steps[0] is not ("" or "..") ? path : null;

    private static bool IsAbsolute(string path) => path.StartsWith('/') || path is [_, ':', '/' or '\\', ..];
}
