using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// The file in the folder of a deleted project that asks to destroy what the project's state still holds. The plan uses
/// the configuration of <paramref name="Commit"/>, the last commit that has the project.
/// </summary>
/// <param name="Folder">From the repository root; empty for the root.</param>
public sealed record DestroyFile(string Folder, CommitSha Commit)
{
    public const string Name = ".tfpilot-destroy.yml";

    private const string Key = "commit:";

    public static bool Is(string path) => FolderPath.NameOf(path) == Name;

    public static string PathIn(string folder) => FolderPath.Join(folder, Name);

    /// <summary>Only comments and the commit.</summary>
    public static Validated<DestroyFile> Read(string path, string text)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')
            .ToList();
        return lines is [var line] && line.StartsWith(Key, StringComparison.Ordinal)
            && CommitSha.TryParse(line[Key.Length..].Trim()) is { } commit
            ? new DestroyFile(FolderPath.Of(path), commit)
            : new Problem(path,
                $"{VisibleText.Of(path)} must contain one line, `{Key} SHA`, with the last commit that has the " +
                    "project.");
    }

    /// <summary>The text of the file.</summary>
    public static string Write(CommitSha commit) =>
        "# Asks to destroy what the state of this deleted project still holds, with its configuration at this commit.\n"
        + "# Delete this file once that is done.\n"
        + $"{Key} {commit.Text}\n";
}
