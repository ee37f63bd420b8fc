namespace TfPilot.Core.Settings;

/// <summary>
/// What GitHub says of the version of an action or called workflow. Null means that it was not asked, or did not say.
/// </summary>
/// <param name="IsOnBranch">Of a commit: whether it is on a branch or tag of the repository that is named.</param>
/// <param name="IsImmutable">Of a tag: whether its release is immutable, so that the tag cannot move.</param>
public sealed record ActionFacts(bool? IsOnBranch, bool? IsImmutable);
