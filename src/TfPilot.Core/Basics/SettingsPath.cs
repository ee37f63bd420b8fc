namespace TfPilot.Core.Basics;

/// <summary>The files of a repository that define how changes are evaluated: settings, waivers and templates.</summary>
public static class SettingsPath
{
    public static bool Is(string path) =>
        path == ".tfpilot.yml" || path.StartsWith(".tfpilot/", StringComparison.Ordinal);
}
