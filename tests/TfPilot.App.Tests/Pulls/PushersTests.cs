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

    /// <summary>What the pull request consists of; everything else is of the base or forgotten.</summary>
    private static readonly HashSet<CommitSha> Commits = [Sha("a"), Sha("b"), Sha("c")];

    public static TheoryData<string, BranchUpdate[], string?> Histories { get; } = new()
    {
        { "made with its commits", [Move(Ann, null, "c")], "ann" },
        { "made at the base, then pushed to", [Move(Bob, "base", "c"), Move(Ann, null, "base")], "bob" },
        { "several pushes", [Move(Bob, "b", "c"), Move(Cy, "a", "b"), Move(Ann, null, "a")], "bob cy ann" },
        { "what was before the base is others' business", [Move(Bob, "base", "c"), Move(Cy, "old", "base")], "bob" },
        { "a forced push hides nobody who pushed what it went back to", [Move(Bob, "lost", "c", isForced: true), Move(Cy, "a", "lost"), Move(Ann, null, "a")], "bob cy ann" },
        { "restored after it was deleted", [Move(Bob, null, "c"), Move(Cy, "c", null), Move(Ann, null, "c")], "bob ann" },
        { "made again with other commits", [Move(Bob, null, "c"), Move(Cy, "lost", null), Move(Ann, null, "lost")], "bob" },
        { "pushed to again meanwhile", [Move(Cy, "c", "later"), Move(Ann, null, "c")], "ann" },
        { "the head is not told yet", [Move(Ann, null, "b")], null },
        { "there is a gap", [Move(Bob, "b", "c"), Move(Ann, null, "a")], null },
        { "the beginning is forgotten", [Move(Bob, "b", "c"), Move(Ann, "a", "b")], null },
        { "somebody is not named", [Move(null, "b", "c"), Move(Ann, null, "b")], null },
        { "nothing is remembered", [], null },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public void The_moves_of_a_branch_tell_who_brought_it_to_its_head(string what, BranchUpdate[] moves, string? who)
    {
        var pushes = Pushers.Of(moves, Sha("c"), Commits);

        (pushes is null ? null : string.Join(' ', pushes.Select(push => push.By.Login))).Should().Be(who, what);
    }

    private static BranchUpdate Move(Person? by, string? before, string? after, bool isForced = false) =>
        new(by, before is null ? null : Sha(before), after is null ? null : Sha(after)) { IsForced = isForced };

    private static CommitSha Sha(string name) => FakeRepository.Sha(name);
}
