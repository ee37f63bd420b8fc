namespace TfPilot.Core.Basics;

/// <summary>The files of a repository that say how it is judged: the settings, the waivers and the templates.</summary>
public static class SettingsPath
{
    public static bool Is(string path) =>
        path == ".tfpilot.yml" || path.StartsWith(".tfpilot/", StringComparison.Ordinal);
}
