using TfPilot.Core.Basics;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Inputs;

/// <summary>Finds and reads <c>.tfpilot.yml</c>, with the waivers of <c>.tfpilot/waivers.yml</c> beside it.</summary>
internal static class SettingsFile
{
    public const string Name = ".tfpilot.yml";

    /// <summary>
    /// The nearest one in a folder or above it, up to the root of its git checkout; null when there is none.
    /// </summary>
    public static string? FindAbove(string folder)
    {
        if (FoldersAbove.Of(folder).Select(at => Path.Combine(at, Name)).FirstOrDefault(File.Exists) is not { } path)
            return null;
        return Path.GetRelativePath(".", path) is var near && !near.StartsWith("..", StringComparison.Ordinal) ? near
            : path;
    }

    /// <param name="path">As messages call it.</param>
    /// <param name="today">The day (UTC) from which waivers are counted.</param>
    public static Validated<Settings> Read(string path, DateOnly today) =>
        ReadText(path).Then(text => SettingsReader.Read(path, text, today)).Then(settings =>
    {
        var waivers = Path.Combine(Path.GetDirectoryName(path) ?? "", ".tfpilot", "waivers.yml");
        return File.Exists(waivers)
            ? ReadText(waivers).Then(text => SettingsReader.ReadWaivers(waivers, text, settings, today)) : settings;
    });

    private static Validated<string> ReadText(string path) =>
        InputFile.ReadText(path, "the settings file", "Make it: a file with the line `version: 1` is enough to begin.");
}
