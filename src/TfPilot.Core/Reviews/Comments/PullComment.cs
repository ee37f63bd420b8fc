using TfPilot.Core.Basics;

namespace TfPilot.Core.Reviews;

/// <summary>
/// A comment as reported by GitHub; <paramref name="Author"/> is the account id, which a rename does not change.
/// </summary>
public sealed record PullComment(long Id, long Author, string Body, bool IsMinimized, string Url);

/// <summary>The comments of a pull request and its current head, read as late as possible before writing.</summary>
/// <param name="Self">The account of our own token.</param>
public sealed record PullComments(CommitSha Head, long Self, IReadOnlyList<PullComment> Comments);
