using System.Collections.Concurrent;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Identity;

namespace TfPilot.App.Evidence;

/// <summary>
/// Gives plans that hide something the git trees of the commit that was planned, as GitHub has them: what the job says of them names further
/// folders at most. Trees never change, so each is asked for once.
/// </summary>
internal sealed class PlannedTrees
{
    private const int MostTrees = 8;
    private const int MostReads = 10_000;
    private const int MostFiles = 2_000;
    private const int MostNamed = 100;

    private readonly ConcurrentDictionary<(long Repository, CommitSha Commit), GitTree> trees = [];
    private readonly ConcurrentDictionary<string, FolderReads> reads = [];

    public async Task<ReviewFacts> WithTreesAsync(InstalledRepository repository, long id, CommitSha commit, ReviewFacts facts, CancellationToken ct)
    {
        if (!facts.Projects.Any(project => PlanFingerprint.NeedsTrees(project.Plan))) return facts;
        var tree = await TreeAsync(repository, id, commit, ct);
        var inputs = facts.Projects.Select(project => PlanFingerprint.NeedsTrees(project.Plan)
            ? new HiddenInputs(tree, FolderPath.Of(project.EntryFile), project.Trees.Select(named => named.Path).Take(MostNamed)) : null).ToList();
        for (var open = Open(inputs); open.Count > 0; open = Open(inputs))
        {
            await ReadAsync(repository, tree, open.Select(one => one.Next!), ct);
            foreach (var one in open) one.Learn(reads.GetValueOrDefault(tree.IdOf(one.Next!)!, FolderReads.Unknown));
        }

        return facts with { Projects = [.. facts.Projects.Zip(inputs, (project, found) => project with { Trees = found?.Trees ?? [] })] };
    }

    private static List<HiddenInputs> Open(List<HiddenInputs?> inputs) => [.. inputs.OfType<HiddenInputs>().Where(one => one.Next is not null)];

    private async Task<GitTree> TreeAsync(InstalledRepository repository, long id, CommitSha commit, CancellationToken ct)
    {
        if (trees.TryGetValue((id, commit), out var known)) return known;
        var tree = await repository.Client.ReadTreeAsync(repository.Name, commit, ct);
        if (trees.Count >= MostTrees) trees.Clear();
        return trees[(id, commit)] = tree;
    }

    /// <summary>What the folders read, as far as they are not known and are not too many.</summary>
    private async Task ReadAsync(InstalledRepository repository, GitTree tree, IEnumerable<string> folders, CancellationToken ct)
    {
        var unknown = folders.DistinctBy(folder => tree.IdOf(folder)).Where(folder => !reads.ContainsKey(tree.IdOf(folder)!))
            .ToDictionary(folder => folder, folder => tree.FilesIn(folder).Where(file => TerraformPaths.IsSource(file.Path)).ToList());
        var files = unknown.Values.SelectMany(found => found).ToList();
        if (files.Count > MostFiles) return;
        var texts = await repository.Client.ReadTextsAsync(repository.Name, [.. files.Select(file => file.Id)], ct);
        if (reads.Count + unknown.Count > MostReads) reads.Clear();
        foreach (var (folder, sources) in unknown)
        {
            reads[tree.IdOf(folder)!] = sources.TrueForAll(file => texts.ContainsKey(file.Id))
                ? FolderReads.Of([.. sources.Select(file => (file.Path, texts[file.Id]))]) : FolderReads.Unknown;
        }
    }
}
