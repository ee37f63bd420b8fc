using TfPilot.Core.Approvals;

namespace TfPilot.Core.Tests.Approvals;

public sealed class SharedChecksTests
{
    private static readonly IReadOnlyList<SharedCheck> Seven = Wanted(
        7, ("tfpilot: main", CheckOutcome.Success), ("tfpilot / prod", CheckOutcome.Success));

    [Fact]
    public void A_pull_request_without_same_head_pulls_keeps_its_own_checks()
    {
        var checks = SharedChecks.Worst(Seven);

        checks.Should().Equal(Seven);
    }

    [Fact]
    public void Of_all_pull_requests_with_the_head_the_worst_result_is_written()
    {
        var eight = Wanted(8, ("tfpilot: main", CheckOutcome.ActionRequired));
        var nine = Wanted(9, ("tfpilot: lax", CheckOutcome.Failure), ("tfpilot / prod", CheckOutcome.Failure));

        var checks = SharedChecks.Worst([.. Seven, .. eight, .. nine]);

        checks.Select(check => (check.Number, check.Verdict.Name, check.Verdict.Outcome)).Should().Equal(
            (7, "tfpilot: main", CheckOutcome.ActionRequired), (7, "tfpilot / prod", CheckOutcome.Failure),
            (9, "tfpilot: lax", CheckOutcome.Failure));
        checks[0].Verdict.Summary.Should()
            .Be("of #8\nThis check represents #7, #8, which have the same head. The worst result counts, which is " +
            "that of #8.\n");
        checks[1].Verdict.Summary.Should().Contain("that of #9");
    }

    [Fact]
    public void The_order_of_same_head_pull_requests_does_not_matter()
    {
        var eight = Wanted(8, ("tfpilot: main", CheckOutcome.Success));

        var (here, there) = (SharedChecks.Worst([.. Seven, .. eight]), SharedChecks.Worst([.. eight, .. Seven]));

        there.Should().Equal(here);
    }

    [Theory]
    [InlineData(29, 30, 30)]
    [InlineData(30, 31, 30)]
    [InlineData(500, 501, 30)]
    public void A_commit_has_at_most_thirty_checks(int environments, int wanted, int written)
    {
        var checks = Many(environments);

        var limited = SharedChecks.Limited(checks, new HashSet<string>());

        (checks.Count, limited.Count).Should().Be((wanted, written));
        limited[0].Verdict.Name.Should().Be("tfpilot: main");
    }

    [Fact]
    public void One_summary_check_covers_the_remaining_environments_with_the_worst_result()
    {
        var rest = SharedChecks.Limited(
            [.. Many(40),
                .. Wanted(9, ("tfpilot: lax", CheckOutcome.Success), ("tfpilot / late", CheckOutcome.Failure))],
                new HashSet<string>())[^1].Verdict;

        (rest.Name, rest.Outcome, rest.Title).Should()
            .Be(("tfpilot / more environments", CheckOutcome.Failure, "14 more environments, the worst: title"));
        rest.Summary.Should().Contain("late: failure").And.NotContain("lax"); // required branches have their own check
    }

    [Fact]
    public void An_existing_check_is_never_dropped()
    {
        var limited = SharedChecks.Limited(Many(40), new HashSet<string> { "tfpilot / e39" });

        limited.Select(check => check.Verdict.Name).Should().Contain("tfpilot / e39").And.HaveCount(31);
    }

    private static IReadOnlyList<SharedCheck> Many(int environments) =>
        Wanted(7,
            [("tfpilot: main", CheckOutcome.Success),
                .. Enumerable.Range(0, environments).Select(i => ($"tfpilot / e{i}", CheckOutcome.Success))]);

    private static IReadOnlyList<SharedCheck> Wanted(int number, params (string Name, CheckOutcome Outcome)[] checks) =>
    [
        .. checks.Select(check => new SharedCheck(
            number, new CheckVerdict(check.Name,
                IsRequired: check.Name.StartsWith("tfpilot: ", StringComparison.Ordinal), check.Outcome, "title",
                $"of #{number}"))),
    ];
}
