using TfPilot.Core.Basics;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Inputs;

/// <summary>Finds and reads <c>.tfpilot.yml</c>, with the waivers of <c>.tfpilot/waivers.yml</c> beside it.</summary>
internal static class SettingsFile
{
    public const string Name = ".tfpilot.yml";

    /// <summary>
    /// The settings file in the folder or its nearest ancestor, up to the root of the git checkout; null without one.
    /// </summary>
    public static string? FindAbove(string folder)
    {
        if (AncestorFolders.SelfAndAncestors(folder).Select(at => Path.Combine(at, Name)).FirstOrDefault(File.Exists)
            is not { } path)
            return null;
        return Path.GetRelativePath(".", path) is var near && !near.StartsWith("..", StringComparison.Ordinal) ? near
            : path;
    }

    /// <param name="path">The settings file, also shown in messages.</param>
    /// <param name="today">The current date (UTC), to reject waivers that are expired or too long.</param>
    public static Validated<Settings> Read(string path, DateOnly today) =>
        ReadText(path).Then(text => SettingsReader.Read(path, text, today)).Then(settings =>
    {
        var waivers = Path.Combine(Path.GetDirectoryName(path) ?? "", ".tfpilot", "waivers.yml");
        return File.Exists(waivers)
            ? ReadText(waivers).Then(text => SettingsReader.ReadWaivers(waivers, text, settings, today)) : settings;
    });

    private static Validated<string> ReadText(string path) =>
        InputFile.ReadText(
            path, "the settings file", "Create it; a file that contains only `version: 1` is enough to start.");
}
