using TfPilot.Core.Basics;
using TfPilot.Core.Settings;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Settings;

namespace TfPilot.Action.Jobs;

/// <summary>The settings of the default branch, and the settings that the pull request proposes.</summary>
/// <param name="Commit">Of the default branch.</param>
internal sealed record JobSettings(
    Settings Settings, CommitSha Commit, IReadOnlyList<Problem> Problems, IReadOnlyDictionary<string, string> Templates)
{
    /// <summary>The settings in the pull request; null if it does not change them. They decide nothing.</summary>
    public ProposedSettings? Proposed { get; init; }

    /// <param name="edited">The settings paths that the pull request changes.</param>
    public static JobSettings Of(
        SettingsFileSet files, SettingsPaths paths, IReadOnlyList<string> edited, DateOnly today)
    {
        var trusted = TrustedSettings.Of(files.Trusted, paths, today);
        return new(trusted.Settings, files.Branch.Head, trusted.Problems,
            files.Templates)
        {
            Proposed = edited.Count == 0 ? null
                : Propose(edited, TrustedSettings.Of(files.Proposed, paths, today))
        };
    }

    private static ProposedSettings Propose(IReadOnlyList<string> edited, TrustedSettings proposed) =>
        new(edited, proposed.Problems.Count > 0 ? null : proposed.Settings, proposed.Problems);
}

/// <summary>Settings that are not in effect yet. <paramref name="Settings"/> is null when they have problems.</summary>
internal sealed record ProposedSettings(
    IReadOnlyList<string> Edited, Settings? Settings, IReadOnlyList<Problem> Problems);
