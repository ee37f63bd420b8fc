using TfPilot.Core.Basics;
using TfPilot.Core.Settings;
using TfPilot.GitHub.Api;
using RepositorySettings = TfPilot.Core.Settings.Settings;

namespace TfPilot.GitHub.Settings;

/// <summary>
/// What a repository wants to be judged by; where its files have problems, these are the defaults and nothing may pass
/// by them.
/// </summary>
public sealed record TrustedSettings(RepositorySettings Settings, IReadOnlyList<Problem> Problems)
{
    /// <summary>
    /// The settings that the App decides by: this file of the default branch and no other, whatever a workflow names.
    /// </summary>
    public const string AppPath = ".tfpilot.yml";

    /// <summary>Where the files of one configuration stand: the others are beside it.</summary>
    /// <param name="config">The path of the settings from the repository's root.</param>
    public static SettingsPaths PathsOf(string config)
    {
        var folder = FolderPath.Of(config);
        return new(config, InFolder(folder, ".tfpilot/waivers.yml"), InFolder(folder, ".tfpilot/templates"));
    }

    /// <param name="today">The day (UTC) from which waivers are counted.</param>
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
