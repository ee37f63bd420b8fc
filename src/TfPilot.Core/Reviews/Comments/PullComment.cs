using TfPilot.Core.Basics;

namespace TfPilot.Core.Reviews;

/// <summary>A comment as GitHub has it; <paramref name="Author"/> is the account's number, which a rename does not change.</summary>
public sealed record PullComment(long Id, long Author, string Body, bool IsFolded, string Url);

/// <summary>The comments of a pull request with its head now, read as late as possible before writing.</summary>
/// <param name="Self">The account of our own token.</param>
public sealed record PullComments(CommitSha Head, long Self, IReadOnlyList<PullComment> Comments);
