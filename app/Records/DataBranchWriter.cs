using TfPilot.App.Http;
using TfPilot.Delivery.Registry;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Settings;
using TfPilot.Storage;

namespace TfPilot.App.Records;

/// <summary>
/// Commits the last apply of a project to the data branch, unless the settings disable the branch. Commits by others
/// stay: the branch is only advanced from the commit on which the new one is based.
/// </summary>
internal sealed class DataBranchWriter(
    DeploymentStore deployments, RegistryStore registry, InstallationTokens tokens, TimeProvider clock)
{
    /// <summary>More than the instances that may write at the same time.</summary>
    private const int MaxAttempts = 10;

    /// <summary>About 10 MB; the file says when there are more.</summary>
    private const int MaxResources = 20_000;

    private static readonly SettingsPaths Paths = TrustedSettings.PathsOf(TrustedSettings.AppPath);

    /// <returns>Why it could not be written; null when the branch shows the apply or is disabled.</returns>
    public async Task<string?> WriteAsync(DeploymentKey key, CancellationToken ct)
    {
        var settings = await ReadSettingsAsync(key, ct);
        if (settings.Problems.Count > 0) return "The settings of the default branch are invalid.";
        if (!settings.Settings.Registry.HasDataBranch) return null;
        var installed = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.WriteData, ct);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await TryWriteAsync(key, installed, ct)) return null;
        }

        return $"GitHub did not accept a commit on the branch {DataBranch.Name}. Check that no ruleset of the " +
            "repository protects it from the App.";
    }

    private async Task<TrustedSettings> ReadSettingsAsync(DeploymentKey key, CancellationToken ct)
    {
        var (client, name) = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        var branch = await client.ReadDefaultBranchAsync(name, ct);
        var files = await client.ReadSettingsFilesAsync(name, Paths, branch.Head, ct);
        return TrustedSettings.Of(files.Trusted, Paths, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
    }

    /// <returns>False when the branch changed meanwhile, or a rule forbids the change.</returns>
    private async Task<bool> TryWriteAsync(DeploymentKey key, InstalledRepository installed, CancellationToken ct)
    {
        var (client, name) = installed;
        var tip = await client.FindBranchAsync(name, DataBranch.Name, ct);
        var tree = tip is { } known ? await client.ReadTreeIdAsync(name, known, ct) : null;
        // Read after the branch: a commit based on an older one is rejected, so no older data replaces newer data.
        var all = await deployments.ListAsync(key.Installation, key.Repository, ct);
        if (all.FirstOrDefault(one => one.Last.Environment == key.Environment && one.Last.Project == key.Project)
            is not { } deployment) return true;
        var (entries, hasMore) = await registry.ListAsync(key, MaxResources, ct);
        var files = DataBranch.Files(deployment, all, entries, hasMore, RepositoryLinks.Of(installed));
        var next = await client.CreateTreeAsync(name, tree, files, ct);
        if (next == tree) return true;
        var commit = await client.CreateCommitAsync(name, DataBranch.Message(deployment), next, tip, ct);
        return tip is null ? await client.CreateBranchAsync(name, DataBranch.Name, commit, ct)
            : await client.AdvanceBranchAsync(name, DataBranch.Name, commit, ct);
    }
}
