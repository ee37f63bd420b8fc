namespace TfPilot.Core.Tests.House.Folders;

/// <summary>Which production source uses which.</summary>
internal static class RepositoryUses
{
    private static readonly Lazy<IReadOnlyCollection<FileUse>> Found =
        new(() => SourceUses.Of(RepositoryFiles.ProductionSources.Select(path => (path, RepositoryFiles.Read(path)))));

    public static IReadOnlyCollection<FileUse> All => Found.Value;
}
