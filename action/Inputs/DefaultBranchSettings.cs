using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Settings;
using TfPilot.GitHub;
using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Names;

namespace TfPilot.Action.Inputs;

/// <summary>The settings that hold for a pull request: those of the default branch, whatever the pull request makes of them.</summary>
internal static class DefaultBranchSettings
{
    /// <param name="path">From the repository's root. Where it is not, the defaults hold.</param>
    public static async Task<Validated<Settings>> ReadAsync(GitHubClient github, RepositoryName repository, string path, DateOnly today, CancellationToken ct)
    {
        var branch = await github.ReadDefaultBranchAsync(repository, ct);
        if (await github.ReadFileAsync(repository, path, branch.Head, ct) is not { } bytes) return Settings.Default;
        var settings = SettingsReader.Read($"{branch.Name}:{path}", Encoding.UTF8.GetString(bytes), today);
        var waivers = FolderPath.Join(FolderPath.Of(path), SettingsFile.Waivers);
        return settings is Validated<Settings>.Valid(var valid) && await github.ReadFileAsync(repository, waivers, branch.Head, ct) is { } more
            ? SettingsReader.ReadWaivers($"{branch.Name}:{waivers}", Encoding.UTF8.GetString(more), valid, today)
            : settings;
    }
}
