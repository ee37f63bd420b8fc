using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>The names of the folders that hold configuration, by the folder above them.</summary>
internal sealed class FolderSiblings(IEnumerable<string> folders)
{
    private readonly ILookup<string, string> names = folders.SelectMany(FolderPath.SelfAndAncestors)
        .Where(folder => folder.Length > 0).Distinct()
        .ToLookup(FolderPath.Of, FolderPath.NameOf);

    public IEnumerable<string> Of(string parent) => names[parent];
}
