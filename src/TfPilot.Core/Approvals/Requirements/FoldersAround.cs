using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// A set of folders and their parents. Parents are computed, not stored, because a document may list many deep folders.
/// </summary>
internal sealed class FoldersAround
{
    private readonly string[] below;

    public FoldersAround(IEnumerable<string> folders)
    {
        below = [.. folders.Distinct(StringComparer.Ordinal)];
        Array.Sort(below, StringComparer.Ordinal);
    }

    /// <summary>Whether one of the folders is this folder or below it.</summary>
    public bool Contains(string folder)
    {
        if (folder.Length == 0) return below.Length > 0;
        if (Array.BinarySearch(below, folder, StringComparer.Ordinal) >= 0) return true;
        var next = ~Array.BinarySearch(below, $"{folder}/", StringComparer.Ordinal);
        return next >= 0 && next < below.Length && FolderPath.IsAtOrBelow(below[next], folder);
    }
}
