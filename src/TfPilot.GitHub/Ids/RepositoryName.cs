namespace TfPilot.GitHub.Ids;

/// <summary>A repository name, <c>owner/name</c>; compared without case, as on GitHub.</summary>
public readonly record struct RepositoryName(string Owner, string Name)
{
    public static RepositoryName Parse(string text) =>
        TryParse(text) ?? throw new FormatException($"'{text}' is not a repository; write owner/name");

    public static RepositoryName? TryParse(string? text) =>
        text?.Split('/') is [{ } owner, { } name] && IsStep(owner) && IsStep(name) ? new RepositoryName(owner, name)
        : null;

    public bool Equals(RepositoryName other) =>
        string.Equals(ToString(), other.ToString(), StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    public override string ToString() => $"{Owner}/{Name}";

    private static bool IsStep(string text) =>
        text is not ("" or "." or "..") && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
