using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// The versions that a project's files ask for: an exact version, a range as npm writes it, or <c>latest</c>. Null is
/// any version.
/// </summary>
public sealed record ToolVersions(string? Terraform, string? OpenTofu)
{
    public static readonly ToolVersions Any = new(null, null);
}

/// <summary>Finds the versions of Terraform and OpenTofu that the files of version managers and modules name.</summary>
internal static partial class VersionFiles
{
    private const string ToolFile = ".tool-versions";

    /// <summary>Their versions, as tfenv, tofuenv, asdf and mise read them.</summary>
    private static readonly (string Tool, string File)[] Tools =
        [("terraform", ".terraform-version"), ("opentofu", ".opentofu-version")];

    public static bool IsVersionFile(string path) =>
        FolderPath.NameOf(path) is var name && (name == ToolFile || Tools.Any(tool => tool.File == name));

    /// <summary>
    /// Whether a version file may name the version of Terraform or OpenTofu; those of asdf and mise often name other
    /// tools only.
    /// </summary>
    public static bool NamesTool(string path, string text) =>
        !path.EndsWith(ToolFile, StringComparison.Ordinal)
        || Tools.Any(tool => Lines(text).Any(line => line.StartsWith(tool.Tool, StringComparison.Ordinal)));

    /// <param name="files">The texts of the version files by path.</param>
    /// <param name="required">The constraints of the project's <c>required_version</c>.</param>
    public static ToolVersions Of(
        string folder, IReadOnlyDictionary<string, string> files, IReadOnlyList<string> required)
    {
        var otherwise = VersionConstraint.ToRange(string.Join(',', required));
        return new(Nearest(folder, files, Tools[0]) ?? otherwise, Nearest(folder, files, Tools[1]) ?? otherwise);
    }

    /// <summary>The nearest folder decides, and in it the file of the tool's own manager.</summary>
    private static string? Nearest(
        string folder, IReadOnlyDictionary<string, string> files, (string Tool, string File) tool)
    {
        foreach (var above in FolderPath.SelfAndAncestors(folder))
        {
            if (files.TryGetValue(FolderPath.Join(above, tool.File), out var own)
                && Version(Lines(own).FirstOrDefault()) is { } version) return version;
            if (files.TryGetValue(FolderPath.Join(above, ToolFile), out var all)
                && Version(Lines(all).Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                    .FirstOrDefault(words => words.Length > 1 && words[0] == tool.Tool)?[1]) is { } listed)
                return listed;
        }

        return null;
    }

    /// <summary>Null for words that depend on the module, such as <c>min-required</c>.</summary>
    private static string? Version(string? text) =>
        text is null ? null : text == "latest" ? text
        : Exact().Match(text) is { Success: true } exact ? exact.Groups["version"].Value : null;

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0);

    [GeneratedRegex(@"^v?(?<version>\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?)$", RegexOptions.NonBacktracking)]
    private static partial Regex Exact();
}
