namespace TfPilot.Core.Tests.House.Folders;

/// <summary>
/// One source file names something that another one declares. Both paths start at the root of the repository.
/// </summary>
internal readonly record struct FileUse(string User, string Used);
