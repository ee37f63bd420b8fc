using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Delivery.Proposals;

/// <summary>What the commit of a destroying pull request changes, or why there is none.</summary>
public abstract record DestroyDecision
{
    private DestroyDecision() { }

    public sealed record Refused(string Reason) : DestroyDecision;

    /// <param name="File">The destroy file to write.</param>
    /// <param name="Deleted">The paths of the files to delete.</param>
    /// <param name="Kept">Folders below the project with configuration of their own.</param>
    public sealed record Write(DestroyFile File, IReadOnlyList<string> Deleted, IReadOnlyList<string> Kept)
        : DestroyDecision;
}

/// <summary>Decides what a destroying pull request changes.</summary>
public static class DestroyRules
{
    /// <summary>
    /// Deletes the project's folder, except for folders below it that have configuration of their own.
    /// </summary>
    /// <param name="tree">The files of the environment's branch at <paramref name="tip"/>.</param>
    public static DestroyDecision Destroy(Proposal proposal, GitTree tree, CommitSha tip, EnvironmentMap map)
    {
        var (folder, environment) = (proposal.Project, proposal.Environment);
        if (!tree.IsComplete) return new DestroyDecision.Refused(Incomplete);
        if (!OrphanRules.HasConfiguration(folder, tree))
            return new DestroyDecision.Refused(
                $"{VisibleText.Of(folder)} has no configuration on the branch. If it was deleted already and its " +
                    "state still holds resources, `cleanup` destroys them.");
        var names = EnvironmentsOf(folder, map);
        if (!names.Any(name => EnvironmentNames.IsSame(name, environment)))
            return new DestroyDecision.Refused($"{VisibleText.Of(folder)} does not belong to {environment}, but to " +
                $"{(names.Count == 0 ? "no environment" : string.Join(", ", names))}.");
        if (names.Count > 1)
            return new DestroyDecision.Refused(
                $"{VisibleText.Of(folder)} belongs to {string.Join(", ", names)}, and deleting it would destroy it " +
                    "in all of them.");
        var below = tree.Paths.Where(path => path.StartsWith($"{folder}/", StringComparison.Ordinal)).ToList();
        var kept = below.Where(TerraformPaths.IsSource).Select(FolderPath.Of).Where(module => module != folder)
            .Distinct().Order(StringComparer.Ordinal).ToList();
        var deleted = below.Where(
            path => !kept.Exists(module => FolderPath.IsAtOrBelow(FolderPath.Of(path), module)));
        return new DestroyDecision.Write(new(folder, tip), [.. deleted], kept);
    }

    /// <param name="tree">The files of the environment's branch now.</param>
    /// <param name="last">The last applied commit, and its files.</param>
    public static DestroyDecision CleanUp(Proposal proposal, GitTree tree, CommitSha last, GitTree lastTree)
    {
        var folder = OrphanRules.FolderOf(proposal.Project);
        if (!tree.IsComplete || !lastTree.IsComplete) return new DestroyDecision.Refused(Incomplete);
        if (OrphanRules.HasConfiguration(folder, tree))
            return new DestroyDecision.Refused(
                $"{VisibleText.Of(folder)} has configuration again, so its state is not left behind.");
        if (tree.HasFile(DestroyFile.PathIn(folder)))
            return new DestroyDecision.Refused(
                $"{DestroyFile.PathIn(folder)} asks to destroy it already: run the apply workflow again, or edit " +
                    "that file in a pull request to plan it again.");
        return OrphanRules.HasConfiguration(folder, lastTree)
            ? new DestroyDecision.Write(new(folder, last), [], [])
            : new DestroyDecision.Refused(
                $"{VisibleText.Of(folder)} has no configuration at {last.Short}, the last applied commit.");
    }

    private const string Incomplete =
        "GitHub does not list all files of the repository, because it is too large. Delete the folder and write the " +
        "destroy file yourself.";

    /// <summary>By paths; if none match, the environments that only workspaces select.</summary>
    private static List<string> EnvironmentsOf(string folder, EnvironmentMap map) =>
        (map.Claiming(folder).ToList() is { Count: > 0 } claiming ? claiming
            : map.Environments.Where(environment => environment is { Workspaces.Count: > 0, Paths.Count: 0 }))
        .Select(environment => environment.Name).ToList();
}
