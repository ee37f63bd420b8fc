using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// The people who contributed to the pull request, and how, and its commits. <paramref name="MissingCommits"/> says why
/// commits may be missing, <paramref name="UnknownContributors"/> why contributors may be.
/// </summary>
internal sealed record Contributors(
    IReadOnlyDictionary<UserId, string> Contributions, IReadOnlySet<CommitSha> Commits,
    IReadOnlyList<RequirementResult> MissingCommits, IReadOnlyList<RequirementResult> UnknownContributors)
{
    public static Contributors Of(PullPeople people, CommitSha head)
    {
        var commits = Reached(people.Commits ?? [], head);
        var own = commits.Select(commit => commit.Sha).ToHashSet();
        // A merge from a branch other than the base belongs to the pull request and is not an update.
        var updates = commits.Where(commit => commit.IsUpdate && !own.Contains(commit.Parents[1]))
            .ToDictionary(commit => commit.Sha, commit => commit.Parents[0]);
        var contributions = commits.Where(commit => !updates.ContainsKey(commit.Sha))
            .OrderBy(commit => commit.Sha.Text, StringComparer.Ordinal).SelectMany(ContributionsOf)
            .Concat((people.Pushes ?? []).Where(push => !IsUpdate(push, updates))
                .OrderBy(push => push.After.Text, StringComparer.Ordinal)
                .Select(push => (push.By, How: $"pushed {push.After.Short}")));
        return new(
            contributions.GroupBy(contribution => contribution.By.Id)
                .ToDictionary(same => same.Key, same => same.First().How),
            own,
            [.. MissingCommitsOf(people, commits, head)],
            [.. UnknownContributorsOf(people, commits)]);
    }

    /// <summary>Follows all parents: commits of merged branches belong to the pull request as well.</summary>
    private static List<PullCommit> Reached(IReadOnlyList<PullCommit> commits, CommitSha head)
    {
        var known = commits.DistinctBy(commit => commit.Sha).ToDictionary(commit => commit.Sha);
        var (reached, seen, next) = (new List<PullCommit>(), new HashSet<CommitSha> { head },
            new Stack<CommitSha>([head]));
        while (next.TryPop(out var sha))
        {
            if (!known.TryGetValue(sha, out var commit)) continue;
            reached.Add(commit);
            foreach (var parent in commit.Parents.Where(seen.Add)) next.Push(parent);
        }

        return reached;
    }

    private static IEnumerable<(Person By, string How)> ContributionsOf(PullCommit commit)
    {
        if (commit.Author is { } author) yield return (author, $"wrote {commit.Sha.Short}");
        if (commit.Author is { IsBot: true })
        {
            foreach (var person in commit.CoAuthors.Where(person => !person.IsBot))
                yield return (person, $"let a bot write {commit.Sha.Short}");
        }

        if (commit is { IsByGitHub: false, Committer: { } committer })
            yield return (committer, $"committed {commit.Sha.Short}");
    }

    private static bool IsUpdate(Push push, Dictionary<CommitSha, CommitSha> updates) =>
        updates.TryGetValue(push.After, out var before) && push.Before == before;

    private static IEnumerable<RequirementResult> MissingCommitsOf(
        PullPeople people, List<PullCommit> commits, CommitSha head)
    {
        if (people.Commits is null)
            yield return new(Environment: null, Decision.Error, "the commits could not be read",
                ["The commits could not be read completely, so the contributors are unknown: make the pull request " +
                    "smaller, or re-run the check."]);
        else if (commits.Count == 0)
            yield return new(Environment: null, Decision.Error, "the commit list does not include the head yet",
                [$"GitHub's list of commits does not include the head {head.Short} yet, usually because of a push " +
                    "a moment ago; tfpilot retries automatically."]);
    }

    private static IEnumerable<RequirementResult> UnknownContributorsOf(PullPeople people, List<PullCommit> commits)
    {
        foreach (var commit in commits.Where(IsUnattributed).OrderBy(commit => commit.Sha.Text, StringComparer.Ordinal))
        {
            yield return new(Environment: null, Decision.Error, $"the author of {commit.Sha.Short} is unknown",
                [$"The e-mail address of the author or committer of {commit.Sha.Short} is not linked to a GitHub " +
                    "account, so anyone may have written it. Recreate the commit with an e-mail address that is " +
                    "linked (git commit --amend --reset-author; for an older commit, git rebase), and push it."]);
        }

        if (people is { Pushes: null, IsHeadHidden: true })
        {
            yield return new(
                Environment: null, Decision.Error, "the fork is hidden: use a branch of this repository",
                ["GitHub does not show tfpilot who pushed to this fork, so a pusher may be among the approvers, and " +
                    "this pull request can never pass: push its commits to a branch of this repository, and open a " +
                    "pull request from there."]);
        }
        else if (people is { Pushes: null, IsActivityTruncated: true })
        {
            yield return new(
                Environment: null, Decision.Error, "the pushes are too old: rebase in a new pull request",
                ["The repository has more pushes than tfpilot reads, and an older push may contain the same " +
                    "commits, so a pusher may be among the approvers: rebase the commits onto the newest pull " +
                    "request that was merged into the base branch, which creates new commits, push these to a new " +
                    "branch, and open a pull request from there."]);
        }
        else if (people.Pushes is null)
            yield return new(Environment: null, Decision.Pending, "the pushers are unknown",
                ["The repository activity could not be read, so a pusher may be among the approvers; tfpilot " +
                    "retries automatically."]);
    }

    private static bool IsUnattributed(PullCommit commit) =>
        commit.Author is null || commit is { IsByGitHub: false, Committer: null };
}
