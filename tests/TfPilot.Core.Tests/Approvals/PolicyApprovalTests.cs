using TfPilot.Core.Approvals;
using TfPilot.Core.Policies;
using static TfPilot.Core.Tests.Approvals.Cases.People;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals;

public sealed class PolicyApprovalTests
{
    private const string Missing = "Pending keep: 0 of 1 approval, dba missing";

    /// <summary>Approved by two of platform; a policy rule also requires an approval of dba.</summary>
    private static readonly PullFacts Request = Ruled("dba");

    [Fact]
    public void An_approving_review_does_not_approve_policy_findings() =>
    Request.WithReviews(Bob.Ok(), Cy.Ok(), Gus.Ok()).Status(rule: "review").Should().Be(Missing);

    [Fact]
    public void The_approvers_of_a_rule_may_approve_its_findings()
    {
        var pull = Request.Approved(Gus);

        pull.Status(rule: "review").Should().Be("Approved keep: 1 of 1 approval");
        pull.Overall().Should().Be(Decision.Approved);
    }

    [Fact]
    public void An_approver_may_be_a_login_or_a_team() =>
        Ruled("@gus").WithPeople(people => people with { Logins = [new("Gus", Gus.Id)] }).Approved(Gus)
            .Status(rule: "review")
        .Should().Be("Approved keep: 1 of 1 approval");

    [Fact] // anybody may take the login dba
    public void A_user_named_like_a_team_is_not_a_member_of_that_team()
    {
        var stranger = Request.WithPeople(people => people with { Logins = [new("dba", Outsider.Id)] })
            .Approved(Outsider);
        var unread =
            stranger.WithPeople(people => people with { Teams = [new(Dba, Members: null, "could not be read")] });
        var none = stranger.WithPeople(
            people => people with { Teams = [new(Dba, Members: null, "does not exist") { IsVoid = true }] });

        stranger.Disregarded(rule: "review").Should().Equal("olaf: is not in dba");
        unread.Status(rule: "review").Should().Be("Error keep: 0 of 1 approval, dba is not known");
        // a deleted team is not treated as a login
        none.Status(rule: "review").Should().Be("Error keep: 0 of 1 approval, dba is not known");
    }

    [Fact]
    public void An_unknown_approver_name_is_an_error() =>
    Ruled("nobody-knows").Status(rule: "review").Should().Be("Error keep: 0 of 1 approval, nobody-knows is not known");

    [Fact]
    public void A_rule_without_approvers_cannot_be_approved() =>
    Ruled().Approved(Gus).Status(rule: "review").Should().Be("Pending keep: 0 of 1 approval, nobody missing");

    [Fact]
    public void An_additional_finding_invalidates_the_policy_approval()
    {
        var more = Request.Approved(Gus).With(Evidence(2, Web(Deletion, Tests.Reviews.A.Delete("aws_instance.more"))));

        more.Status(rule: "review").Should().Be(Missing);
        more.Disregarded(rule: "review").Should().Equal("gus: the findings of keep changed since");
    }

    [Fact]
    public void A_policy_approval_for_another_environment_or_rule_does_not_count()
    {
        Request.Approved(Gus, approval => approval with { Environment = "dev" }).Status(rule: "review").Should()
            .Be(Missing);
        Request.Approved(Gus, approval => approval with { Rule = "other" }).Status(rule: "review").Should().Be(Missing);
    }

    [Fact]
    public void A_policy_approval_by_an_author_contributor_bot_or_outsider_does_not_count()
    {
        (Request with { People = Request.People! with { Author = Gus } }).Approved(Gus)
            .WithProdRule(ProdRule with { AllowAuthor = true }).Disregarded(rule: "review").Should()
            .Equal("gus: is the author");
        Request.WithPeople(people => people with { Pushes = [new(Gus, S1, S2)] }).Approved(Gus)
            .Disregarded(rule: "review")
            .Should().Equal("gus: pushed aaaaaaa");
        Request.Approved(Gus with { IsBot = true }).Disregarded(rule: "review").Should().Equal("gus: bots never count");
        Request.Approved(Eve).Disregarded(rule: "review").Should().Equal("eve: is not in dba");
        Request.Approved(Gus, approval => approval with { IsEdited = true }).Disregarded(rule: "review").Should()
            .Equal("gus: the comment was edited or deleted");
    }

    [Fact]
    public void A_policy_approval_expires_at_the_maximum_lifetime_of_the_environment() =>
        Request.WithProdRule(ProdRule with { MaxAge = TimeSpan.FromHours(2) }).Approved(Gus).Disregarded(rule: "review")
            .Should().Equal("gus: the approval is too old");

    [Fact]
    public void An_override_replaces_a_missing_policy_approval() =>
    Request.WithOverride().Status(rule: "review").Should().StartWith("Overridden");

    [Fact]
    public void The_finding_hash_covers_all_findings_of_the_rule_in_any_order()
    {
        var (first, second) = (Tests.Reviews.A.Delete("aws_instance.a"), Tests.Reviews.A.Delete("aws_instance.b"));
        string Hash(params Core.Plans.ResourceChange[] changes) =>
            FindingSet.Of(Request.With(Evidence(1, Web(changes))), "prod").Single().Hash;

        Hash(first, second).Should().Be(Hash(second, first)).And.NotBe(Hash(first));
        FindingSet.Of(Request.With(Evidence(1, Web(first)).Contradicted()), "prod").Should().BeEmpty();
    }

    private static PullFacts Ruled(params string[] approvers) =>
        Pull("live/prod/web/main.tf").With(Evidence(1, Web(Deletion))).WithApprovals(Bob.Ok(), Cy.Ok())
        .WithSettings(settings => settings with { Context = WithRule(PolicyLevel.Approve, approvers).Context });
}

/// <summary>Approvals of the findings of the rule keep in prod.</summary>
file static class Approving
{
    public static PullFacts Approved(
        this PullFacts pull, Person by, Func<PolicyApproval, PolicyApproval>? change = null)
    {
        var approval = new PolicyApproval(
            by, "keep", "prod", FindingSet.Of(pull, "prod").Single().Hash, Start.AddHours(1));
        return pull.WithPeople(
            people => people with { PolicyApprovals = [change is null ? approval : change(approval)] });
    }
}
