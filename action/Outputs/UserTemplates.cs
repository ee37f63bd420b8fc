namespace TfPilot.Action.Outputs;

/// <summary>The user's own templates: <c>.tfpilot/templates/*.hbs</c> in the sources' folder or the nearest one above it.</summary>
internal static class UserTemplates
{
    public static IReadOnlyDictionary<string, string> Find(string? source)
    {
        for (var folder = new DirectoryInfo(source ?? "."); folder is not null; folder = folder.Parent)
        {
            var templates = Path.Combine(folder.FullName, ".tfpilot", "templates");
            if (Directory.Exists(templates)) return Read(templates);
        }

        return new Dictionary<string, string>();
    }

    private static Dictionary<string, string> Read(string folder) => Directory
        .EnumerateFiles(folder, "*.hbs")
        .ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);
}
