using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// A path in the settings that each project resolves for itself: relative to the project's folder, as Terraform takes
/// it there, or with a leading slash relative to the repository root. It may contain globs, and the placeholders
/// <c>${project}</c> (the project's folder from the repository root), <c>${folder}</c> (its last part), <c>${env}</c>
/// and <c>${workspace}</c>.
/// </summary>
public readonly partial record struct ProjectPath(string Pattern)
{
    private const int MaxLength = 512;

    /// <summary>The syntax error of a path; null when it is valid.</summary>
    public static string? FindError(string text) =>
        text.Length > MaxLength ? $"a path may have at most {MaxLength} characters"
        : text.Any(char.IsControl) || text.Trim() != text ? "paths must not contain control characters or outer blanks"
        : text.Contains('\\', StringComparison.Ordinal) ? "separate path segments with /"
        : text.Trim('/').Length == 0 || text.EndsWith('/') ? "name a file, not a folder"
        : FindPlaceholderError(text) ?? text.Split('/').Select(step => Glob.FindError(Placeholder().Replace(step, "x")))
            .FirstOrDefault(mistake => mistake is not null);

    /// <summary>An unknown placeholder; null when there is none.</summary>
    internal static string? FindPlaceholderError(string text) =>
        AnyPlaceholder().Matches(text).Select(match => match.Value)
            .FirstOrDefault(word => !Placeholder().IsMatch(word)) is { } unknown
        ? $"{unknown} is not a placeholder; the placeholders are ${{project}}, ${{folder}}, ${{env}} and " +
            "${{workspace}}" : null;

    /// <summary>Whether it has globs, so that it finds files instead of naming one.</summary>
    public bool IsPattern => Placeholder().Replace(Pattern, "").AsSpan().IndexOfAny('*', '{') >= 0;

    /// <summary>
    /// Whether its only globs are single words in braces: <c>env/{prod}.tfvars</c> names one file where it exists.
    /// </summary>
    public bool IsOptional => IsPattern
        && Placeholder().Replace(Pattern, "").AsSpan().IndexOfAny('*', ',') < 0;

    /// <summary>The path from the repository root; it starts with <c>..</c> when it leaves the repository.</summary>
    public string Resolve(PlanContext context) => Join(Fill(Pattern, context, text => text), context.Project);

    /// <summary>The pattern for paths from the repository root.</summary>
    public PathGlob ToGlob(PlanContext context) =>
        new(Join(Fill(Pattern, context, text => Glob.Exactly(text).Pattern), Glob.Exactly(context.Project).Pattern));

    /// <summary>The text with the values in place of the placeholders.</summary>
    internal static string Fill(string text, PlanContext context, Func<string, string> quote) =>
        Placeholder().Replace(text, match => quote(match.Groups["name"].Value switch
        {
            "project" => FolderPath.DisplayName(context.Project),
            "folder" => FolderPath.DisplayName(context.Project).Split('/')[^1],
            "env" => context.Environment,
            _ => context.Workspace ?? "default", // Terraform's own name for the workspace without a name.
        }));

    public override string ToString() => Pattern;

    private static string Join(string filled, string project) =>
        FolderPath.Join(filled.StartsWith('/') ? "" : project, filled);

    [GeneratedRegex(@"\$\{(?<name>project|folder|env|workspace)\}", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\$\{[^}]*\}?", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex AnyPlaceholder();
}

/// <summary>
/// What one plan is of: the project's folder from the repository root, empty for the root itself; the environment; and
/// the workspace, null when it is the one already selected.
/// </summary>
public sealed record PlanContext(string Project, string Environment, string? Workspace);
