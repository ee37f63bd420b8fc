using TfPilot.App.Pulls;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Pulls;

public sealed class PushersTests
{
    private static readonly Person Ann = new(new UserId(1), "ann");
    private static readonly Person Bob = new(new UserId(2), "bob");
    private static readonly Person Cy = new(new UserId(3), "cy");

    /// <summary>The commits of the pull request; all others belong to the base or are lost.</summary>
    private static readonly OwnCommits Commits = new([Commit("c", "b"), Commit("b", "a"), Commit("a", "base")]);

    public static TheoryData<string, BranchUpdate[], string?> Histories { get; } = new()
    {
        { "made with its commits", [Move(Ann, null, "c")], "ann" },
        { "made at the base, then pushed to", [Move(Bob, "base", "c"), Move(Ann, null, "base")], "bob" },
        { "several pushes", [Move(Bob, "b", "c"), Move(Cy, "a", "b"), Move(Ann, null, "a")], "bob cy ann" },
        { "what was before the base is others' business", [Move(Bob, "base", "c"), Move(Cy, "old", "base")], "bob" },
        { "a forced push hides nobody who pushed what it went back to",
            [Move(Bob, "lost", "c", isForced: true), Move(Cy, "a", "lost"), Move(Ann, null, "a")], "bob cy ann" },
        { "restored after it was deleted", [Move(Bob, null, "c"), Move(Cy, "c", null), Move(Ann, null, "c")],
            "bob ann" },
        { "made again with other commits", [Move(Bob, null, "c"), Move(Cy, "lost", null), Move(Ann, null, "lost")],
            "bob" },
        { "pushed to again meanwhile", [Move(Cy, "c", "later"), Move(Ann, null, "c")], "ann" },
        { "the head is not told yet", [Move(Ann, null, "b")], null },
        { "there is a gap", [Move(Bob, "b", "c"), Move(Ann, null, "a")], null },
        { "the beginning is forgotten", [Move(Bob, "b", "c"), Move(Ann, "a", "b")], null },
        { "somebody is not named", [Move(null, "b", "c"), Move(Ann, null, "b")], null },
        { "nothing is remembered", [], null },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public void The_pushers_are_derived_from_the_activity_of_the_branch(string what, BranchUpdate[] moves, string? who)
    {
        var pushes = Pushers.Of(moves, Sha("c"), Commits);

        (pushes is null ? null : string.Join(' ', pushes.Select(push => push.By!.Login))).Should().Be(who, what);
    }

    /// <summary>Updates of other branches, one per minute; ann pushes b at minute 20 and c at minute 40.</summary>
    public static TheoryData<string, BranchUpdate[], string?> Earlier { get; } = new()
    {
        { "nobody else", [], "" },
        { "made a branch of it before", [Move(Bob, null, "b").Minutes(10)], "bob" },
        { "pushed it to a branch before", [Move(Bob, "base", "b").Minutes(10), Move(Ann, null, "base").Minutes(5)],
            "bob" },
        { "pushed what the second push brought", [Move(Bob, "base", "c").Minutes(30)], "bob" },
        { "pushed a part of what the first push brought", [Move(Bob, "base", "a").Minutes(10)], "bob" },
        { "made a branch of it after it was pushed", [Move(Bob, null, "b").Minutes(30)], "" },
        { "made a branch of the head", [Move(Bob, null, "c").Minutes(50)], "" },
        { "has other commits", [Move(Bob, "base", "d").Minutes(10)], "" },
        { "somebody is not named", [Move(null, "base", "b").Minutes(10)], null },
        { "somebody is not named, later", [Move(null, "base", "b").Minutes(30)], "" },
    };

    [Theory]
    [MemberData(nameof(Earlier))]
    public void An_earlier_pusher_of_the_same_commits_counts_as_a_pusher_too(
        string what, BranchUpdate[] others, string? who)
    {
        BranchUpdate[] pushes = [Move(Ann, "b", "c").Minutes(40), Move(Ann, "base", "b").Minutes(20)];
        BranchUpdate[] all = [.. pushes, Move(Ann, null, "base").Minutes(15), .. others];

        var before = pushes.Select(push => Pushers.EarlierPushes(all, push, Commits.AddedBy(push))).ToList();

        (before.Contains(null) ? null
            : string.Join(' ', before.SelectMany(found => found!).Select(push => push.By.Login).Except(["ann"])))
            .Should().Be(who, what);
    }

    /// <summary>
    /// Updates of the base branch, newest first, and the commits that no update before minute 10 can contain.
    /// </summary>
    public static TheoryData<string, BranchUpdate[], string> Ages { get; } = new()
    {
        { "made on a merge", [Move(Cy, "old", "base", madeAt: 20)], "abc" },
        { "made on a merge that is too old", [Move(Cy, "old", "base", madeAt: 10)], "" },
        { "made on what somebody pushed", [Move(Cy, "old", "base")], "" },
        { "made on what was pushed onto a merge", [Move(Cy, "merge", "base"), Move(Cy, "old", "merge", madeAt: 20)],
            "abc" },
        { "made on what was forced over a merge",
            [Move(Cy, "merge", "base", isForced: true), Move(Cy, "old", "merge", madeAt: 20)], "" },
        { "made on something else", [Move(Cy, "old", "other", madeAt: 20)], "" },
        { "updated with a merge", [Move(Cy, "a", "b", madeAt: 20)], "bc" },
        { "nothing is told", [], "" },
    };

    [Theory]
    [MemberData(nameof(Ages))]
    public void Commits_based_on_a_recent_merge_are_recent(string what, BranchUpdate[] moves, string expected)
    {
        var newer = Commits.NewerThan(At(10), moves);

        string.Concat(new[] { "a", "b", "c" }.Where(name => newer.Contains(Sha(name)))).Should().Be(expected, what);
    }

    private static PullCommit Commit(string name, string parent) => new(Sha(name), [Sha(parent)], Ann, Ann);

    private static BranchUpdate Move(
        Person? by, string? before, string? after, bool isForced = false, int? madeAt = null) =>
        new(by, before is null ? null : Sha(before), after is null ? null : Sha(after))
        {
            IsForced = isForced,
            CreatedAfter = madeAt is { } made ? At(made) : null
        };

    internal static DateTimeOffset At(int minutes) => new(2026, 11, 2, 8, minutes, 0, TimeSpan.Zero);

    private static CommitSha Sha(string name) => FakeRepository.Sha(name);
}

internal static class BranchMoveTimes
{
    public static BranchUpdate Minutes(this BranchUpdate move, int minutes) =>
        move with { At = PushersTests.At(minutes) };
}
