using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Plans;

namespace TfPilot.Action.Inputs;

/// <summary>The git trees of the folders of plans with hidden values, if the sources are in a git checkout.</summary>
internal sealed class HiddenTrees
{
    private readonly Dictionary<string, GitTree?> checkouts = new(StringComparer.Ordinal);

    /// <param name="environment">The environment of the plan, whose files of variables it read; null for none.</param>
    public IReadOnlyList<TreeId> Of(Plan plan, SourceFolder sources, EnvironmentSettings? environment)
    {
        if (!PlanFingerprint.NeedsTrees(plan) || Checkout(sources.Root) is not { } tree) return [];
        var project = FolderPath.Join("", sources.RelativePath);
        var inputs = new HiddenInputs(tree, sources.RelativePath,
            environment is null ? [] : PlanArguments.FilesOf(environment, project, tree));
        while (inputs.Next is { } folder) inputs.Add(Reads(sources.Root, folder, tree));
        return inputs.Trees;
    }

    private GitTree? Checkout(string root) =>
        checkouts.TryGetValue(root, out var known) ? known : checkouts[root] = GitIndex.Read(root);

    private static FolderReads Reads(string root, string folder, GitTree tree)
    {
        try
        {
            var files = tree.FilesIn(folder).Select(file => file.Path).Where(TerraformPaths.IsSource);
            return FolderReads.Of([.. files.Select(file => (file, File.ReadAllText(Path.Combine(root, file))))]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FolderReads.Unknown;
        }
    }
}
