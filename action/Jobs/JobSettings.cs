using TfPilot.Core.Basics;
using TfPilot.Core.Settings;
using TfPilot.GitHub.Calls;

namespace TfPilot.Action.Jobs;

/// <summary>What the default branch says about judging, and what the change would like it to say.</summary>
internal sealed record JobSettings(Settings Settings, IReadOnlyList<Problem> Problems, IReadOnlyDictionary<string, string> Templates)
{
    /// <summary>The settings as the change has them; null when it leaves them alone. Nothing is decided by them.</summary>
    public ProposedSettings? Proposed { get; init; }

    public static SettingsPaths PathsOf(string config)
    {
        var folder = Path.GetDirectoryName(config)!.Replace('\\', '/');
        return new(config, InFolder(folder, ".tfpilot/waivers.yml"), InFolder(folder, ".tfpilot/templates"));
    }

    /// <param name="edited">Those of the paths that the change touches.</param>
    public static JobSettings Of(SettingsFileSet files, SettingsPaths paths, IReadOnlyList<string> edited, DateOnly today)
    {
        var trusted = Read(files.Trusted, paths, today);
        return new(Valid(trusted) ?? Settings.Default, ProblemsOf(trusted), files.Templates)
        {
            Proposed = edited.Count == 0 ? null : Read(files.Proposed, paths, today) is var proposed ? new(edited, Valid(proposed), ProblemsOf(proposed)) : null,
        };
    }

    private static Validated<Settings> Read(SettingsTexts texts, SettingsPaths paths, DateOnly today)
    {
        Validated<Settings> settings = texts.Settings is { } text ? SettingsReader.Read(paths.Settings, text, today) : Settings.Default;
        return texts.Waivers is { } waivers ? settings.Then(read => SettingsReader.ReadWaivers(paths.Waivers, waivers, read, today)) : settings;
    }

    private static Settings? Valid(Validated<Settings> read) => read.Match(settings => settings, _ => (Settings?)null);

    private static IReadOnlyList<Problem> ProblemsOf(Validated<Settings> read) => read.Match(_ => [], problems => problems);

    private static string InFolder(string folder, string path) => folder.Length == 0 ? path : $"{folder}/{path}";
}

/// <summary>Settings that are not in force yet. <paramref name="Settings"/> is null when they have problems.</summary>
internal sealed record ProposedSettings(IReadOnlyList<string> Edited, Settings? Settings, IReadOnlyList<Problem> Problems);
