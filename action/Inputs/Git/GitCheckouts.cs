using TfPilot.Core.Basics;

namespace TfPilot.Action.Inputs;

/// <summary>Finds the commits that are checked out in a folder and its subfolders, without running git.</summary>
internal static class GitCheckouts
{
    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 8,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <returns>One entry for each checkout; null if its commit is unknown.</returns>
    public static IReadOnlyList<CommitSha?> Find(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFileSystemEntries(folder, ".git", Everywhere).Select(Head)]
        : [];

    private static CommitSha? Head(string git)
    {
        try
        {
            var head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
            if (!head.StartsWith("ref: ", StringComparison.Ordinal)) return CommitSha.TryParse(head);
            var name = head["ref: ".Length..];
            return File.Exists(Path.Combine(git, name))
                ? CommitSha.TryParse(File.ReadAllText(Path.Combine(git, name)).Trim()) : Packed(git, name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static CommitSha? Packed(string git, string name) => File.ReadLines(Path.Combine(git, "packed-refs"))
        .Select(line => line.Split(' '))
        .Where(line => line.Length == 2 && line[1] == name)
        .Select(line => CommitSha.TryParse(line[0]))
        .FirstOrDefault();
}
