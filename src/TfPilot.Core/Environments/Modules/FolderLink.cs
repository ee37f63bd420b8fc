namespace TfPilot.Core.Environments;

/// <summary>
/// A symbolic link to a folder. <paramref name="Target"/> is the real folder, null when the target is outside the
/// repository or missing.
/// </summary>
public sealed record FolderLink(string Path, string? Target);
