using TfPilot.App.Jobs;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;

namespace TfPilot.App.Evidence;

/// <summary>
/// Adds GitHub's git trees of the planned commit to plans with hidden values. The job's document can only name further
/// folders. Trees are immutable, so each is read once.
/// </summary>
internal sealed class PlannedTrees(SharedCache cache)
{
    /// <summary>
    /// The maximum number of source files in all folders that the plans of one document need, cached or not.
    /// </summary>
    private const int MaxFiles = 2_000;
    private const int MaxNamed = 100;

    private readonly SharedCache.Region<(long Repository, CommitSha Commit), GitTree> trees =
        cache.CreateRegion<(long, CommitSha), GitTree>(tree => 400L * tree.Count);
    private readonly SharedCache.Region<string, FolderReads> reads = cache.CreateRegion<string, FolderReads>(SizeOf);

    public async Task<ReviewFacts> WithTreesAsync(
        InstalledRepository repository, long id, CommitSha commit, ReviewFacts facts, CancellationToken ct)
    {
        if (!facts.Projects.Any(project => PlanFingerprint.NeedsTrees(project.Plan))) return facts;
        var tree = await TreeAsync(repository, id, commit, ct);
        var inputs = facts.Projects.Select(project => PlanFingerprint.NeedsTrees(project.Plan)
            ? new HiddenInputs(tree, FolderPath.Of(project.EntryFile),
                project.Trees.Select(named => named.Path).Take(MaxNamed)) : null).ToList();
        var (known, remainingFiles) = (new Dictionary<string, FolderReads>(StringComparer.Ordinal), MaxFiles);
        for (var incomplete = Incomplete(inputs); incomplete.Count > 0; incomplete = Incomplete(inputs))
        {
            remainingFiles = await ReadAsync(
                repository, tree, incomplete.Select(one => one.Next!), known, remainingFiles, ct);
            foreach (var one in incomplete) one.Add(known[tree.IdOf(one.Next!)!]);
        }

        return facts with
        {
            Projects = [.. facts.Projects.Zip(
            inputs, (project, found) => project with { Trees = found?.Trees ?? [] })]
        };
    }

    /// <summary>The id of the folder's git tree at the commit; null when there is no such folder.</summary>
    public async Task<string?> IdOfAsync(
        InstalledRepository repository, long id, CommitSha commit, string folder, CancellationToken ct) =>
        (await TreeAsync(repository, id, commit, ct)).IdOf(folder);

    private async Task<GitTree> TreeAsync(
        InstalledRepository repository, long id, CommitSha commit, CancellationToken ct) =>
        trees.TryGetValue((id, commit), out var cached) ? cached
        : trees.Set((id, commit), await repository.Client.ReadTreeAsync(repository.Name, commit, ct));

    private static List<HiddenInputs> Incomplete(List<HiddenInputs?> inputs) =>
        [.. inputs.OfType<HiddenInputs>().Where(one => one.Next is not null)];

    /// <summary>
    /// Reads the source files of the folders into <paramref name="known"/>. The limit is applied before the cache is
    /// read, so that equal documents get equal fingerprints.
    /// </summary>
    /// <returns>The number of files that further folders may still have.</returns>
    private async Task<int> ReadAsync(
        InstalledRepository repository, GitTree tree, IEnumerable<string> folders,
        Dictionary<string, FolderReads> known, int remainingFiles, CancellationToken ct)
    {
        var missing = new List<(string Id, List<GitEntry> Sources)>();
        foreach (var folder in folders.DistinctBy(tree.IdOf).Where(folder => !known.ContainsKey(tree.IdOf(folder)!)))
        {
            var (id, sources) = (tree.IdOf(folder)!,
                tree.FilesIn(folder).Where(file => TerraformPaths.IsSource(file.Path)).ToList());
            known[id] = FolderReads.Unknown;
            if (sources.Count > remainingFiles) continue;
            remainingFiles -= sources.Count;
            if (reads.TryGetValue(id, out var before)) known[id] = before;
            else missing.Add((id, sources));
        }

        var texts = await repository.Client.ReadTextsAsync(
            repository.Name, [.. missing.SelectMany(folder => folder.Sources).Select(file => file.Id)], ct);
        foreach (var (id, sources) in missing)
        {
            known[id] = reads.Set(id, sources.TrueForAll(file => texts.ContainsKey(file.Id))
                ? FolderReads.Of([.. sources.Select(file => (file.Path, texts[file.Id]))]) : FolderReads.Unknown);
        }

        return remainingFiles;
    }

    private static long SizeOf(FolderReads found) =>
        (found.Modules.Sum(module => module.Length) * 2L) + (200L * (found.FromFolder.Count + found.FromRoot.Count));
}
