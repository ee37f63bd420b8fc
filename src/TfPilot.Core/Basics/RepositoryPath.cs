namespace TfPilot.Core.Basics;

/// <summary>
/// The path of a file from the repository's root: steps separated by forward slashes, none of them empty, <c>.</c> or
/// <c>..</c>, and at most <see cref="MaxSteps"/> of them. Rules take paths of this type where they walk up from them, so
/// that every walk ends at the root.
/// </summary>
public sealed record RepositoryPath
{
    public const int MaxLength = 1_024;
    public const int MaxSteps = 64;

    private readonly string text;

    private RepositoryPath(string text) => this.text = text;

    /// <summary>The folder that holds the file; empty for the root.</summary>
    public string Folder => text[..Math.Max(0, text.LastIndexOf('/'))];

    public static implicit operator string(RepositoryPath path) => path.text;

    /// <summary>For paths that the program writes; what comes from outside goes through <see cref="TryParse"/>.</summary>
    public static implicit operator RepositoryPath(string text) => Parse(text);

    public static RepositoryPath Parse(string text) => TryParse(text)
        ?? throw new FormatException($"'{VisibleText.Of(text)}' is no path of a file in a repository: {Mistake(text)}");

    public static RepositoryPath? TryParse(string? text) => text is not null && Mistake(text) is null ? new(text) : null;

    /// <summary>What is wrong with a text as a path from the repository's root; null when nothing is.</summary>
    public static string? Mistake(string text) =>
        MistakeInForm(text) ?? (text.Split('/').Contains("..") ? ".. leads out of the repository" : null);

    /// <summary>
    /// What is wrong with a text as a path from some folder of the repository, which may begin with <c>..</c> but not go
    /// up later; null when nothing is.
    /// </summary>
    public static string? MistakeInRelative(string text) => MistakeInForm(text)
        ?? (text.Split('/').SkipWhile(step => step == "..").Contains("..") ? ".. may stand only at the beginning" : null);

    public override string ToString() => text;

    private static string? MistakeInForm(string text) =>
        text.Length == 0 ? "it is empty"
        : text.Length > MaxLength ? $"it has more than {MaxLength} characters"
        : text.Any(char.IsControl) ? "it has control characters"
        : text.Contains('\\', StringComparison.Ordinal) ? "steps of a path are separated by /"
        : text.StartsWith('/') ? "paths begin at the repository's root, without a leading /"
        : text.Count('/') >= MaxSteps ? $"it has more than {MaxSteps} steps"
        : text.Split('/').Any(step => step is "" or ".") ? "a step is empty or ."
        : null;
}
