namespace TfPilot.Core.Environments;

/// <summary>A symbolic link to a folder. <paramref name="Target"/> is the real folder, null when that lies outside the repository or nowhere.</summary>
public sealed record FolderLink(string Path, string? Target);
