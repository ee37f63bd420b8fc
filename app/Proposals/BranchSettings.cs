using TfPilot.Core.Approvals;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Settings;
using RepositorySettings = TfPilot.Core.Settings.Settings;

namespace TfPilot.App.Proposals;

/// <summary>The settings of the default branch.</summary>
internal sealed record BranchSettings(RepositorySettings All, EffectiveSettings Effective)
{
    private static readonly SettingsPaths Paths = TrustedSettings.PathsOf(TrustedSettings.AppPath);

    public static async Task<BranchSettings> ReadAsync(
        InstalledRepository repository, DateTimeOffset now, CancellationToken ct)
    {
        var branch = await repository.Client.ReadDefaultBranchAsync(repository.Name, ct);
        var files = await repository.Client.ReadSettingsFilesAsync(repository.Name, Paths, branch.Head, ct);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var settings = TrustedSettings.Of(files.Trusted, Paths, today).Settings;
        return new(settings, settings.ToEffective(branch.Name, branch.Head, today));
    }

    public string Unknown(string environment) =>
        $"The settings of {Core.Basics.VisibleText.Of(Effective.Branch)} define no environment {environment}.";
}
