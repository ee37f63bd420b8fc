using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Changes;
using TfPilot.Delivery.Proposals;

namespace TfPilot.Delivery.Tests.Proposals;

public class RollbackRulesTests
{
    [Theory]
    [InlineData("7:prod", "7")]
    [InlineData("7:dev 7:prod", "7")]
    [InlineData("7:PROD", "7")] // GitHub ignores the case
    [InlineData("7:", "7")] // merged without a decision: the person says which environment it was
    [InlineData("", "No merge of #7 is known.")]
    [InlineData("7:dev", "#7 changed nothing in prod, but in dev.")]
    [InlineData("7:prod@release", "prod is applied from branch main, but #7 was merged into release.")]
    public void Without_a_target_the_own_merge_is_undone(string own, string expected) =>
        Words(RollbackRules.Decide(new(Given(null), "main", Changes(own), [], []))).Should().Be(expected);

    [Theory]
    [InlineData("5:prod 6:prod 7:prod", "7 6")] // newest first
    [InlineData("5:prod 6:dev 7:prod", "7")] // other environments stay
    [InlineData("5:prod 6: 7:prod", "7 unknown 6")] // not undone, because it is unknown what it changed
    [InlineData("5:prod 6:prod@release 7:prod", "7")]
    [InlineData("5:prod", "No change of prod was merged after #5.")]
    [InlineData("5:dev 7:prod", "No merged change of #5 to prod is known, so there is no state to return to.")]
    [InlineData("5:prod@release 7:prod", "#5 was not merged into main.")]
    public void With_a_target_all_later_merges_are_undone(string all, string expected)
    {
        var changes = Changes(all);

        var decision = RollbackRules.Decide(
            new(Given(5), "main", [], [.. changes.Where(change => change.Pull == 5)], changes));

        Words(decision).Should().Be(expected);
    }

    [Fact]
    public void Of_pull_requests_merged_in_the_same_second_the_one_with_the_higher_number_is_later()
    {
        var changes = Changes("5:prod 6:prod 4:prod").Select(change => change with { MergedAt = Tests.Given.Now });

        var decision = RollbackRules.Decide(
            new(Given(5), "main", [], [.. changes.Where(change => change.Pull == 5)], [.. changes]));

        Words(decision).Should().Be("6");
    }

    [Fact]
    public void The_number_of_merges_is_limited()
    {
        var all = Enumerable.Range(5, RollbackRules.MaxMerges + 2).Select(number => $"{number}:prod");
        var changes = Changes(string.Join(' ', all));

        var decision = RollbackRules.Decide(new(Given(5), "main", [], [changes[0]], changes));

        Words(decision).Should()
            .StartWith("21 changes of prod were merged after #5, and a rollback undoes at most 20.");
    }

    private static Proposal Given(int? to) =>
        new(7, ProposalKind.Rollback, "prod", "", to, new(new(2004), "dee"), "tfpilot/rollback-1");

    /// <summary>Such as <c>7:prod@release</c>, in the order of the merges; without an environment, undecided.</summary>
    private static IReadOnlyList<ApprovedChange> Changes(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((word, minute) =>
        {
            var (pull, scope) = (word.Split(':')[0], word.Split(':')[1].Split('@'));
            return Tests.Given.Approved(Tests.Given.Plan()) with
            {
                Pull = int.Parse(pull, System.Globalization.CultureInfo.InvariantCulture),
                Environment = scope[0],
                Plan = scope[0].Length == 0 ? null : Tests.Given.Approved(Tests.Given.Plan()).Plan,
                IsApproved = scope[0].Length > 0,
                BaseBranch = scope.ElementAtOrDefault(1) ?? "main",
                MergedAt = Tests.Given.Now.AddMinutes(minute),
                MergeCommit = CommitSha.Parse(new string('a', 40)),
            };
        }),
    ];

    private static string Words(RollbackDecision decision) => decision switch
    {
        RollbackDecision.Refused(var reason) => reason,
        RollbackDecision.Undo(var merges, var unknown) => string.Join(' ', merges.Select(merge => $"{merge.Pull}")) +
            string.Concat(unknown.Select(pull => $" unknown {pull}")),
        _ => "",
    };
}
