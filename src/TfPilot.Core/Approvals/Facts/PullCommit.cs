using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// A commit of the pull request. <paramref name="Author"/> or <paramref name="Committer"/> is null if the e-mail
/// address belongs to no GitHub account.
/// </summary>
public sealed record PullCommit(CommitSha Sha, IReadOnlyList<CommitSha> Parents, Person? Author, Person? Committer)
{
    /// <summary>
    /// Whether GitHub itself made the commit, proven by its verified signature; the committer is then not a person.
    /// </summary>
    public bool IsByGitHub { get; init; }

    /// <summary>Co-authors named in the commit. Anyone can write these, so they count only beside a bot.</summary>
    public IReadOnlyList<Person> CoAuthors { get; init; } = [];

    /// <summary>Whether the pull request's diff against its base is the same before and after the commit.</summary>
    public bool PreservesDiff { get; init; }

    /// <summary>
    /// A branch update made with GitHub's button. If the merged branch is the base, the person who pressed it wrote
    /// nothing.
    /// </summary>
    internal bool IsUpdate => Parents.Count == 2 && IsByGitHub && PreservesDiff;
}

/// <summary>
/// A push to the head branch by the account GitHub authenticated. <paramref name="Before"/> is null when the push
/// created the branch.
/// </summary>
public sealed record Push(Person By, CommitSha? Before, CommitSha After);
