using TfPilot.Core.Approvals;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Tests.Approvals;

/// <summary>When a plan destroys everything, which may require more approvals and a confirmation.</summary>
public sealed class DestroyApprovalTests
{
    [Theory]
    [InlineData("delete", 0, true)]
    [InlineData("delete delete", 0, true)]
    [InlineData("delete", 1, false)] // an unchanged resource stays
    [InlineData("delete forget", 0, true)] // one forgotten resource changes nothing for the others
    [InlineData("delete update", 0, false)]
    [InlineData("delete create", 0, false)]
    [InlineData("forget", 0, false)] // it still exists, outside the state
    [InlineData("", 0, true)] // an empty state
    public void A_plan_leaves_nothing_if_it_only_deletes(string actions, int noOps, bool leavesNothing) =>
        (Plan(actions) with { NoOps = noOps }).LeavesNothing.Should().Be(leavesNothing);

    [Fact]
    public void A_failed_or_incomplete_plan_may_leave_anything()
    {
        (Plan("delete") with { Errored = true }).LeavesNothing.Should().BeFalse();
        (Plan("delete") with { Complete = false }).LeavesNothing.Should().BeFalse();
    }

    private static Plan Plan(string actions) => new()
    {
        FormatVersion = "1.2",
        Changes =
        [
            .. actions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((action, index) => new ResourceChange
            {
                Address = new($"a.b{index}"),
                Type = "a",
                Action = PlanActions.Of([action]),
                Actions = [action],
            }),
            new()
            {
                Address = new("data.a.b"),
                Type = "a",
                IsData = true,
                Action = PlanAction.Read,
                Actions = ["read"],
            },
        ],
    };
}
