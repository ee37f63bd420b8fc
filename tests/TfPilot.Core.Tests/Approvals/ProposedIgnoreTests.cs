using TfPilot.Core.Approvals;
using TfPilot.Core.Policies;
using static TfPilot.Core.Tests.Approvals.Cases.People;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals;

/// <summary>tfpilot:ignore comments that the pull request itself adds to resources that break a rule.</summary>
public sealed class ProposedIgnoreTests
{
    private const string Sources =
        "# tfpilot:ignore keep until=2026-12-01 reason=old\nresource \"aws_instance\" \"web\" {\n}\n";

    private static readonly PullFacts Request = Ruled(PolicyLevel.Block, Sources, "dba");

    [Fact]
    public void An_ignore_comment_of_the_author_does_not_unblock() =>
        Request.Status(rule: "review").Should()
        .Be("Blocked keep: 0 of 1 approval, dba or anyone with admin permission missing");

    [Fact]
    public void The_approvers_of_the_rule_may_approve_the_ignore_comment() =>
    Request.Approved(Gus).Status(rule: "review").Should().Be("Approved keep: 1 of 1 approval");

    [Fact]
    public void The_policy_owners_may_approve_the_ignore_comment_too()
    {
        var owned = Request.WithSettings(settings => settings with
        {
            Owners = settings.Owners with
            {
                Policy = new(
            1, [TeamName.Parse("platform")])
            }
        });

        owned.Approved(Bob).Status(rule: "review").Should().Be("Approved keep: 1 of 1 approval");
        owned.Approved(Eve).Disregarded(rule: "review").Should().Contain("eve: is not in dba or platform");
    }

    [Fact]
    public void An_ignore_comment_needs_as_many_approvals_as_a_waiver()
    {
        var owned = Request.WithSettings(settings => settings with
        {
            Owners = settings.Owners with
            {
                Policy = new(
            2, [TeamName.Parse("platform")])
            }
        });

        owned.Approved(Gus).Status(rule: "review")
            .Should().Be("Blocked keep: 1 of 2 approvals, dba or platform missing");
        owned.Approved(Gus, Bob).Status(rule: "review").Should().Be("Approved keep: 2 of 2 approvals");
    }

    [Fact]
    public void The_author_may_not_approve_the_ignore_comment() =>
        (Request with { People = Request.People! with { Author = Gus } }).Approved(Gus).Status(rule: "review").Should()
        .StartWith("Blocked");

    [Fact] // otherwise a comment would turn a block into what an override lifts
    public void An_override_does_not_replace_approval_of_an_ignore_comment() =>
    Request.WithOverride().Status(rule: "review").Should().StartWith("Blocked");

    [Fact]
    public void An_additional_finding_of_the_rule_still_blocks()
    {
        var pull = Request.With(
            Evidence(1,
                Web(Deletion,
                    Tests.Reviews.A.Delete("aws_instance.more")) with
                {
                    Sources = SourceIndex.Of(
                        "", HclBlocks.Read("main.tf", Sources))
                }));

        pull.Approved(Gus).Status(rule: "review").Should().Be("Blocked policy blocks");
    }

    [Fact]
    public void Without_known_people_no_approval_is_requested() =>
    (Request with { People = null }).CheckLine().Should().Be("Failure prod: policy blocks");

    [Fact]
    public void An_ignore_comment_on_the_default_branch_counts() =>
        Request.WithSettings(settings => settings with
        {
            Context = settings.Context with
            {
                Ignores = AcceptedIgnores.Of(
            [KeyValuePair.Create("live/prod/web/main.tf", Sources)])
            }
        })
            .Status(rule: "review").Should().StartWith("Approved");

    [Fact] // the file of another project holds the same text
    public void An_ignore_comment_of_another_project_on_the_default_branch_does_not_count() =>
        Request.WithSettings(settings => settings with
        {
            Context = settings.Context with
            {
                Ignores = AcceptedIgnores.Of(
            [KeyValuePair.Create("live/dev/web/main.tf", Sources)])
            }
        })
            .Status(rule: "review").Should().StartWith("Blocked");

    [Fact]
    public void The_possible_approvers_are_looked_up()
    {
        var asked = RequestedApprovers.Of(Request with { People = null }, isOverridden: false);

        asked.Teams.Select(team => team.ToString()).Should().Contain("dba");
    }

    private static PullFacts Ruled(PolicyLevel level, string sources, params string[] approvers) =>
        Pull("live/prod/web/main.tf")
        .With(Evidence(1, Web(Deletion) with { Sources = SourceIndex.Of("", HclBlocks.Read("main.tf", sources)) }))
        .WithApprovals(Bob.Ok(), Cy.Ok())
        .WithSettings(settings => settings with { Context = WithRule(level, approvers).Context });
}

file static class Approving
{
    public static PullFacts Approved(this PullFacts pull, params Person[] by) => pull.WithPeople(people => people with
    {
        PolicyApprovals = [.. by.Select(one => new PolicyApproval(
            one, "keep", "prod", FindingSet.Of(pull, "prod").Single().Hash, Start.AddHours(1)))],
    });
}
