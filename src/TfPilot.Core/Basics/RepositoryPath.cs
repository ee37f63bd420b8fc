namespace TfPilot.Core.Basics;

/// <summary>
/// A file path relative to the repository root: segments separated by forward slashes, none of them empty, <c>.</c> or
/// <c>..</c>, and at most <see cref="MaxSteps"/> of them. Rules that walk up from a path take this type, so that every
/// walk ends at the root.
/// </summary>
public sealed record RepositoryPath
{
    public const int MaxLength = 1_024;
    public const int MaxSteps = 64;

    private readonly string text;

    private RepositoryPath(string text) => this.text = text;

    /// <summary>The folder that contains the file; empty for the root.</summary>
    public string Folder => text[..Math.Max(0, text.LastIndexOf('/'))];

    public static implicit operator string(RepositoryPath path) => path.text;

    /// <summary>For paths defined in code; external input must use <see cref="TryParse"/>.</summary>
    public static implicit operator RepositoryPath(string text) => Parse(text);

    public static RepositoryPath Parse(string text) => TryParse(text)
        ?? throw new FormatException($"'{VisibleText.Of(text)}' is not a valid repository path: {FindError(text)}");

    public static RepositoryPath? TryParse(string? text) =>
        text is not null && FindError(text) is null ? new(text) : null;

    /// <summary>The error of a path relative to the repository root; null when it is valid.</summary>
    public static string? FindError(string text) =>
        FindFormError(text) ?? (text.Split('/').Contains("..") ? ".. leads out of the repository" : null);

    /// <summary>
    /// The error of a path relative to some folder of the repository, which may start with <c>..</c> but not go up
    /// later; null when it is valid.
    /// </summary>
    public static string? FindRelativeError(string text) => FindFormError(text)
        ?? (text.Split('/').SkipWhile(step => step == "..").Contains("..") ? ".. is allowed only at the beginning"
            : null);

    public override string ToString() => text;

    private static string? FindFormError(string text)
    {
        if (text.Length == 0) return "it is empty";
        if (text.Length > MaxLength) return $"it has more than {MaxLength} characters";
        if (text.Any(char.IsControl)) return "it contains control characters";
        if (text.Contains('\\', StringComparison.Ordinal)) return "separate path segments with /";
        if (text.StartsWith('/')) return "paths are relative to the repository root, without a leading /";
        if (text.Count('/') >= MaxSteps) return $"it has more than {MaxSteps} segments";
        return text.Split('/').Any(step => step is "" or ".") ? "a segment is empty or ." : null;
    }
}
