using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>A commit of the pull request. <paramref name="Author"/> or <paramref name="Committer"/> is null when GitHub knows no account of that address.</summary>
public sealed record PullCommit(CommitSha Sha, IReadOnlyList<CommitSha> Parents, Person? Author, Person? Committer)
{
    /// <summary>Whether GitHub itself committed it, which its verified signature proves: then the committer is nobody.</summary>
    public bool IsByGitHub { get; init; }

    /// <summary>Other accounts that the commit names as its authors. Anybody may write that, so they count only beside a bot.</summary>
    public IReadOnlyList<Person> CoAuthors { get; init; } = [];

    /// <summary>Whether the pull request's difference from its base is the same after it as before.</summary>
    public bool PreservesDiff { get; init; }

    /// <summary>Another branch merged in by a button, and nothing else: where that is the base, whoever pressed it wrote nothing.</summary>
    internal bool IsUpdate => Parents.Count == 2 && IsByGitHub && PreservesDiff;
}

/// <summary>A push to the head branch, by the account that GitHub authenticated. <paramref name="Before"/> is null when the push made the branch.</summary>
public sealed record Push(Person By, CommitSha? Before, CommitSha After);
