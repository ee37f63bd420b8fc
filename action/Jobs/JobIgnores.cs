using TfPilot.Core.Policies;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;

namespace TfPilot.Action.Jobs;

/// <summary>
/// Ignore comments of the pull request are not accepted, so they are read from the default branch; without comments no
/// call is made.
/// </summary>
internal static class JobIgnores
{
    public static async Task<AcceptedIgnores> ReadAsync(
        GitHubClient github, WorkflowRun run, JobSettings settings, IReadOnlyList<string> folders,
        CancellationToken ct) =>
        folders.Count == 0 ? AcceptedIgnores.None
        : AcceptedIgnores.Of(await github.ReadSourcesAsync(run.Repository, settings.Commit, folders, ct));
}
