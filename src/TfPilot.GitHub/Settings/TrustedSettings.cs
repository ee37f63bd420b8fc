using TfPilot.Core.Basics;
using TfPilot.Core.Settings;
using TfPilot.GitHub.Api;
using RepositorySettings = TfPilot.Core.Settings.Settings;

namespace TfPilot.GitHub.Settings;

/// <summary>
/// The settings of a repository. When its files have problems, <paramref name="Settings"/> are the defaults, and no
/// change may pass.
/// </summary>
public sealed record TrustedSettings(RepositorySettings Settings, IReadOnlyList<Problem> Problems)
{
    /// <summary>
    /// The settings file that the App uses: this path of the default branch, even if a workflow names another.
    /// </summary>
    public const string AppPath = ".tfpilot.yml";

    /// <summary>The paths of one configuration; the other files are in the same folder.</summary>
    /// <param name="config">The path of the settings from the repository's root.</param>
    public static SettingsPaths PathsOf(string config)
    {
        var folder = FolderPath.Of(config);
        return new(config, InFolder(folder, ".tfpilot/waivers.yml"), InFolder(folder, ".tfpilot/templates"));
    }

    /// <param name="today">The current day (UTC), for the expiry of waivers.</param>
    public static TrustedSettings Of(SettingsTexts texts, SettingsPaths paths, DateOnly today)
    {
        var read = Read(texts, paths, today);
        return new(read.Match(settings => settings, _ => RepositorySettings.Default),
            read.Match(_ => [], problems => problems));
    }

    private static Validated<RepositorySettings> Read(SettingsTexts texts, SettingsPaths paths, DateOnly today)
    {
        if (texts.Problems.Count > 0) return new Validated<RepositorySettings>.Invalid(texts.Problems);
        Validated<RepositorySettings> settings = texts.Settings is { } text
            ? SettingsReader.Read(paths.Settings, text, today) : RepositorySettings.Default;
        return texts.Waivers is { } waivers
            ? settings.Then(read => SettingsReader.ReadWaivers(paths.Waivers, waivers, read, today)) : settings;
    }

    private static string InFolder(string folder, string path) => folder.Length == 0 ? path : $"{folder}/{path}";
}
