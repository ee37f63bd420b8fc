using TfPilot.Core.Basics;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Settings;

namespace TfPilot.Action.Jobs;

/// <summary>Reads the settings of the default branch and those of the pull request.</summary>
internal static class JobSettingsFlow
{
    public static async Task<JobSettings> ReadAsync(
        GitHubClient github, WorkflowRun run, ActionsEvent started, string config, DateOnly today, CancellationToken ct)
    {
        var paths = TrustedSettings.PathsOf(config);
        var head = started.Head ?? run.Commit;
        var files = await github.ReadSettingsFilesAsync(run.Repository, paths, head ?? default, ct);
        return JobSettings.Of(files, paths, started.Pull is null || head is null ? [] : await EditedAsync(), today);

        // A branch that is behind differs too, so the changed files are read; without a difference no call is made.
        async Task<IReadOnlyList<string>> EditedAsync()
        {
            string[] different = [.. files.DifferingPaths(paths)];
            if (different.Length == 0) return [];
            var changed = await github.ListChangedFilesAsync(run.Repository, started.Pull!.Value, ct);
            return changed.IsComplete
                ? [.. different.Where(
                    path => changed.Files.Any(file => file.Path == path || file.PreviousPath == path))] : different;
        }
    }
}
