namespace TfPilot.Core.Environments;

/// <summary>
/// A file that concerns Terraform, its path from the repository's root. Only configuration needs its text.
/// </summary>
public sealed record SourceFile(string Path, string Text)
{
    /// <summary>The file that it is a symbolic link to; null when it is none.</summary>
    public string? LinksTo { get; init; }
}
