using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.GitHub.Api;

namespace TfPilot.App.Pulls;

/// <summary>Finds the folders from which a pull request removed configuration.</summary>
internal static class DeletedFolders
{
    public static IReadOnlySet<string> Of(PullFileList files) => files.Files
        .Select(file => file.Change == PullFileChange.Removed ? file.Path
            : file.Change == PullFileChange.Renamed ? file.PreviousPath : null)
        .OfType<string>()
        .Where(path => TerraformPaths.IsSource(path) || TerraformPaths.IsTerragrunt(path))
        .Select(FolderPath.Of).ToHashSet(StringComparer.Ordinal);
}
