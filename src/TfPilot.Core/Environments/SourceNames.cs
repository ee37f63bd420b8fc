using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// The paths of a repository's files that are relevant to Terraform, sorted to be searched by folder.
/// </summary>
internal sealed class SourceNames
{
    private readonly string[] paths;

    public SourceNames(IEnumerable<string> paths) =>
        this.paths = [.. paths.Distinct().Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> All => paths;

    /// <summary>The matching paths, sorted. Only files below the folder before the first glob are compared.</summary>
    public IEnumerable<string> Matching(PathGlob glob)
    {
        var open = glob.Pattern.AsSpan().IndexOfAny('*', '{');
        var folder = glob.Pattern[..((open < 0 ? glob.Pattern : glob.Pattern[..open]).LastIndexOf('/') + 1)];
        var at = Array.BinarySearch(paths, folder, StringComparer.Ordinal);
        return paths.Skip(at < 0 ? ~at : at).TakeWhile(path => path.StartsWith(folder, StringComparison.Ordinal))
            .Where(path => glob.Matches(path));
    }
}
