namespace TfPilot.Core.Tests.House.Folders;

/// <summary>
/// A source file that uses a name declared in another one. Both paths are relative to the root of the repository.
/// </summary>
internal readonly record struct FileUse(string User, string Used);
