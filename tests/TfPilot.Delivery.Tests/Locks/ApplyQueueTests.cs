using TfPilot.Delivery.Locks;

namespace TfPilot.Delivery.Tests.Locks;

/// <summary>Which of several waiting applies goes first.</summary>
public class ApplyQueueTests
{
    private static readonly WaitingApply First = Waits("live/web", 500, minute: 1);

    [Theory]
    [InlineData("live/web", "a.x", 2, false, false, true)] // came later and reaches the same resources
    [InlineData("live/web", "b.y", 2, false, false, false)] // reaches other resources
    [InlineData("live/db", "a.x", 2, false, false, false)] // has another state
    [InlineData("live/web", "a.x", 0, false, false, false)] // came first
    [InlineData("live/db", "a.x", 2, true, false, true)] // the other one has priority
    [InlineData("live/web", "a.x", 0, true, false, true)]
    [InlineData("live/web", "a.x", 2, false, true, false)] // has priority itself
    [InlineData("live/web", "a.x", 2, true, true, true)] // both have priority, so the time decides
    public void The_earlier_of_those_that_meet_goes_first_and_one_with_priority_before_all(
        string project, string instance, int minute, bool isOtherUrgent, bool isUrgent, bool waits)
    {
        var wanted = Waits(project, 600, minute, instance) with { IsUrgent = isUrgent };

        var attempt = ApplyQueueRules.Decide([], [First with { IsUrgent = isOtherUrgent }], wanted);

        (attempt.Ahead is not null).Should().Be(waits);
    }

    [Fact]
    public void An_apply_does_not_wait_for_one_that_cannot_go_itself()
    {
        var failed = new ApplyLock(
            "prod", Claim.OnEverything("live/db"), 7, Given.Merge, new(400, 1), ApplyLockState.Failed, Given.Now);
        var blocked = Waits("live/web", 500, minute: 1) with { IsUrgent = true };

        // The fix of the failed apply may take its lock; the urgent one has to wait for it.
        ApplyQueueRules.Decide([failed], [blocked], Waits("live/db", 600, minute: 2)).IsTaken.Should().BeTrue();
    }

    [Fact]
    public void While_one_applies_all_others_wait_for_it_and_not_for_each_other()
    {
        var applying = new ApplyLock(
            "prod", new("live/db", ["c.z"], []), 7, Given.Merge, new(400, 1), ApplyLockState.Applying, Given.Now);

        var attempt = ApplyQueueRules.Decide([applying], [First], Waits("live/web", 600, minute: 2));

        attempt.Should().Be(new LockAttempt(applying, null));
    }

    [Fact]
    public void Another_environment_has_its_own_queue()
    {
        var other = Waits("live/web", 600, minute: 2);

        ApplyQueueRules.Decide([], [First], other with { Wanted = other.Wanted with { Environment = "dev" } })
            .IsTaken.Should().BeTrue();
    }

    private static WaitingApply Waits(string project, long run, int minute, string instance = "a.x") => new(
        new("prod", new(project, [instance], []), 8, Given.Merge, new(run, 1), ApplyLockState.Applying,
            Given.Now.AddMinutes(minute)), IsUrgent: false);
}
