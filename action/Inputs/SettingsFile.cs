using TfPilot.Core.Basics;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Inputs;

/// <summary>Finds and reads <c>.tfpilot.yml</c>, and <c>.tfpilot/waivers.yml</c> beside it where there is one.</summary>
internal static class SettingsFile
{
    public const string Name = ".tfpilot.yml";

    private static readonly string Waivers = Path.Combine(".tfpilot", "waivers.yml");

    /// <summary>The nearest settings in the folder or above it, up to the root of its git checkout; null when there are none.</summary>
    public static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var file = Path.Combine(at.FullName, Name);
            if (File.Exists(file)) return file;
            if (Path.Exists(Path.Combine(at.FullName, ".git"))) return null;
        }

        return null;
    }

    /// <param name="file">As messages call it.</param>
    /// <param name="today">The day (UTC) from which waivers are counted.</param>
    public static Validated<Settings> Read(string file, DateOnly today) => Text(file)
        .Then(text => SettingsReader.Read(file, text, today))
        .Then(settings => WithWaivers(Path.Combine(Path.GetDirectoryName(file) ?? "", Waivers), settings, today));

    private static Validated<Settings> WithWaivers(string file, Settings settings, DateOnly today) =>
        File.Exists(file) ? Text(file).Then(text => SettingsReader.ReadWaivers(file, text, settings, today)) : settings;

    private static Validated<string> Text(string file) => InputFile.Read<string>(
        file,
        "the file",
        () => InputFile.Open(file),
        stream =>
        {
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        },
        "Make it with one line: `version: 1`.");
}
