namespace TfPilot.Core.Environments;

/// <summary>
/// A file that is relevant to Terraform. The path is relative to the repository root; the text is needed only for
/// configuration.
/// </summary>
public sealed record SourceFile(string Path, string Text)
{
    /// <summary>The target of a symbolic link; null if the file is not a link.</summary>
    public string? LinksTo { get; init; }
}
