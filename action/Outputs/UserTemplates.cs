using TfPilot.Action.Inputs;

namespace TfPilot.Action.Outputs;

/// <summary>
/// The user's templates: <c>.tfpilot/templates/*.scriban</c> in the folder of the sources or its nearest ancestor, up
/// to the root of the git checkout.
/// </summary>
internal static class UserTemplates
{
    public static IReadOnlyDictionary<string, string> Find(string? source) =>
        AncestorFolders.SelfAndAncestors(source ?? ".").Select(folder => Path.Combine(folder, ".tfpilot", "templates"))
        .FirstOrDefault(Directory.Exists) is { } templates ? Read(templates)
            : new Dictionary<string, string>();

    /// <summary>Includes <c>.hbs</c> files, which the review reports as no longer read.</summary>
    private static Dictionary<string, string> Read(string folder) => Directory
        .EnumerateFiles(folder, "*.scriban")
        .Concat(Directory.EnumerateFiles(folder, "*.hbs"))
        .ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);
}
