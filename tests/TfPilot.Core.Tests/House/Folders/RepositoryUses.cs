namespace TfPilot.Core.Tests.House.Folders;

/// <summary>The dependencies between the production sources.</summary>
internal static class RepositoryUses
{
    private static readonly Lazy<IReadOnlyCollection<FileUse>> Found =
        new(() =>
        {
            var sources = RepositoryFiles.ProductionSources.ToHashSet(StringComparer.Ordinal);
            return SourceUses.Of([.. SourceTrees.All.Where(tree => sources.Contains(tree.FilePath))]);
        });

    public static IReadOnlyCollection<FileUse> All => Found.Value;
}
