using TfPilot.Action.Inputs;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Jobs;

/// <summary>Finds the facts that the reviews of other jobs uploaded as artifacts.</summary>
internal static class ReviewFiles
{
    /// <summary>The file name of a review's facts; a file with this name that contains no facts is an error.</summary>
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
