using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>
/// A project's variable file for one environment. <paramref name="Pattern"/> is its path with a placeholder for the
/// environment.
/// </summary>
internal sealed record ScaffoldVariableFile(string Root, string Environment, string Pattern);

/// <summary>
/// Detects environments from variable files, such as <c>vars_dev.euc1.tfvars</c>. These are not workspaces; the files
/// are passed to the plan.
/// </summary>
internal static class ScaffoldVariables
{
    private const string Open = "{environment}";

    public static IReadOnlyList<ScaffoldVariableFile> Of(IEnumerable<(string Root, string File)> files) =>
        [.. files.Select(file => Of(file.Root, file.File)).OfType<ScaffoldVariableFile>()];

    /// <summary>Each environment includes the projects that have a file for it.</summary>
    public static IEnumerable<ScaffoldEnvironment> Environments(IReadOnlyList<ScaffoldVariableFile> files) =>
        files.GroupBy(file => file.Environment).Select(environment => new ScaffoldEnvironment(
            environment.Key,
            [.. environment.Select(file => file.Root).Distinct().Order(StringComparer.Ordinal)
                .Select(root => PathGlob.Mistake(root) is null ? FolderPath.Shown(root) : "**").Distinct()],
            []));

    /// <summary>The common path pattern for all environments and projects; null when there are several.</summary>
    public static string? PatternOf(IReadOnlyList<ScaffoldVariableFile> files) =>
        files.Select(file => file.Pattern).Distinct().Take(2).ToList() is [var only] && !only.Any(char.IsWhiteSpace)
        ? only : null;

    private static ScaffoldVariableFile? Of(string root, string file)
    {
        if (PlanTargets.WorkspaceOf(file) is not { } stem) return null;
        var words = stem.Split('_', '.');
        var at = Array.FindIndex(words, word => ScaffoldEnvironments.RankOf(word) is not null);
        if (at < 0) return null;
        var begin = words.Take(at).Sum(word => word.Length + 1);
        var local = FolderPath.Relative(root, file);
        var name = local.LastIndexOf('/') + 1;
        return new(root, words[at], $"{local[..(name + begin)]}{Open}{local[(name + begin + words[at].Length)..]}");
    }
}
