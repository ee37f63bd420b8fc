using TfPilot.Core.Approvals;

namespace TfPilot.Core.Tests.Approvals;

public sealed class SharedChecksTests
{
    private static readonly IReadOnlyList<SharedCheck> Seven = Wanted(7, ("tfpilot: main", CheckOutcome.Success), ("tfpilot / prod", CheckOutcome.Success));

    [Fact]
    public void Alone_a_pull_request_has_what_it_wants()
    {
        var checks = SharedChecks.Worst(Seven);

        checks.Should().Equal(Seven);
    }

    [Fact]
    public void Of_all_with_the_head_the_worst_has_the_check()
    {
        var eight = Wanted(8, ("tfpilot: main", CheckOutcome.ActionRequired));
        var nine = Wanted(9, ("tfpilot: lax", CheckOutcome.Failure), ("tfpilot / prod", CheckOutcome.Failure));

        var checks = SharedChecks.Worst([.. Seven, .. eight, .. nine]);

        checks.Select(check => (check.Number, check.Verdict.Name, check.Verdict.Outcome)).Should().Equal(
            (7, "tfpilot: main", CheckOutcome.ActionRequired), (7, "tfpilot / prod", CheckOutcome.Failure), (9, "tfpilot: lax", CheckOutcome.Failure));
        checks[0].Verdict.Summary.Should().Be("of #8\nThis check stands for #7, #8, which have the same head: what is worst counts, and that is #8.\n");
        checks[1].Verdict.Summary.Should().Contain("that is #9");
    }

    [Fact]
    public void In_whatever_order_they_come_the_checks_are_the_same()
    {
        var eight = Wanted(8, ("tfpilot: main", CheckOutcome.Success));

        var (here, there) = (SharedChecks.Worst([.. Seven, .. eight]), SharedChecks.Worst([.. eight, .. Seven]));

        there.Should().Equal(here);
    }

    private static IReadOnlyList<SharedCheck> Wanted(int number, params (string Name, CheckOutcome Outcome)[] checks) =>
    [
        .. checks.Select(check => new SharedCheck(
            number, new CheckVerdict(check.Name, IsRequired: false, check.Outcome, "title", $"of #{number}"))),
    ];
}
