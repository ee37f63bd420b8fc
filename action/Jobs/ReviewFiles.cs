using TfPilot.Action.Inputs;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Jobs;

/// <summary>The facts that the reviews of other jobs left, wherever the artifacts put them.</summary>
internal static class ReviewFiles
{
    /// <summary>
    /// The name under which every review leaves its facts; a file of this name that holds none is damaged.
    /// </summary>
    public const string Facts = "facts.json";
    private const int HeadSize = 64;

    /// <param name="places">Folders, files and globs.</param>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> places) =>
        [.. places.SelectMany(Files).Where(IsReview).Distinct().Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Files(string place)
    {
        if (File.Exists(place)) return [place];
        var (root, pattern) = FileGlob.Split(place);
        return Directory.Exists(root) ? FileGlob.Find(root, pattern.Length == 0 ? "**" : pattern) : [];
    }

    private static bool IsReview(string path)
    {
        if (Path.GetFileName(path) == Facts) return true;
        var head = new byte[HeadSize];
        using var file = File.OpenRead(path);
        return FactsReader.IsFacts(head.AsSpan(0, file.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false)));
    }
}
