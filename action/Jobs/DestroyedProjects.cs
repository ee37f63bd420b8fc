using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Settings;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.Action.Jobs;

/// <summary>
/// Adds the deleted projects that destroy files name, with their environments and versions at the commits of the files.
/// Only commits at which the branch was count, because their configuration runs with the rights of the job.
/// </summary>
internal static class DestroyedProjects
{
    /// <param name="branch">A commit of the branch that the change belongs to.</param>
    public static async Task<Validated<Discovery>> AddAsync(
        GitHubClient github, RepositoryName repository, Discovery found, Settings settings, CommitSha? branch,
        CancellationToken ct)
    {
        var (projects, problems) = (new List<DiscoveredProject>(), new List<Problem>());
        foreach (var file in found.Destroyed)
        {
            if (branch is not { } head || !(await github.CompareAsync(repository, file.Commit, head, ct)).IsAhead)
                problems.Add(new(DestroyFile.PathIn(file.Folder),
                    $"commit {file.Commit.Short} is not in the branch: name the last commit that has the project"));
            else if (await github.IsInsidePullAsync(repository, file.Commit, ct))
                problems.Add(new(DestroyFile.PathIn(file.Folder),
                    $"commit {file.Commit.Short} came with a pull request, and the branch never was at it: name the " +
                        "merge commit or a later one"));
            else if (await FindAsync(github, repository, file, settings, ct) is { } project) projects.Add(project);
            else
                problems.Add(new(DestroyFile.PathIn(file.Folder),
                    $"{FolderPath.DisplayName(file.Folder)} is no project at commit {file.Commit.Short}: name the " +
                        "last commit that has it"));
        }

        return problems.Count > 0 ? new Validated<Discovery>.Invalid(problems)
            : found with { Projects = [.. found.Projects, .. projects] };
    }

    private static async Task<DiscoveredProject?> FindAsync(
        GitHubClient github, RepositoryName repository, DestroyFile file, Settings settings, CancellationToken ct)
    {
        var tree = await ReadAsync(github, repository, file, ct);
        var changed = new ChangedFiles([.. tree.Where(source => FolderPath.Of(source.Path) == file.Folder)
            .Select(source => new ChangedFile(source.Path, ChangeStatus.Modified))]);
        var found = DiscoveryRules.Decide(changed, new SourceTree(tree), settings.Map);
        return found.Projects.FirstOrDefault(project => project.Path == FolderPath.DisplayName(file.Folder)) is { } own
            ? own with
            {
                DestroyAt = file.Commit,
                Reasons = [new(PlanReasonKind.File, DestroyFile.PathIn(file.Folder))],
            }
            : null;
    }

    /// <summary>All Terraform files of the commit; the texts of those that decide about the project.</summary>
    private static async Task<IReadOnlyList<SourceFile>> ReadAsync(
        GitHubClient github, RepositoryName repository, DestroyFile file, CancellationToken ct)
    {
        var tree = await github.ReadTreeAsync(repository, file.Commit, ct);
        var texts = await github.ReadSourcesAsync(repository, file.Commit, [file.Folder], ct);
        var around = FolderPath.SelfAndAncestors(file.Folder).ToHashSet();
        var files = new List<SourceFile>();
        foreach (var path in tree.Paths.Where(
            path => TerraformPaths.IsTerraform(path) || TerraformPaths.IsVersionFile(path)))
        {
            var isNeeded = FolderPath.Of(path) == file.Folder
                || (TerraformPaths.IsVersionFile(path) && around.Contains(FolderPath.Of(path)));
            files.Add(new(path, texts.GetValueOrDefault(path)
                ?? (isNeeded ? await TextAsync(github, repository, path, file.Commit, ct) : "")));
        }

        return files;
    }

    private static async Task<string> TextAsync(
        GitHubClient github, RepositoryName repository, string path, CommitSha at, CancellationToken ct) =>
        await github.ReadFileAsync(repository, path, at, ct) is { } bytes ? Encoding.UTF8.GetString(bytes) : "";
}
