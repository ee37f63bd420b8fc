using TfPilot.Core.Approvals;
using static TfPilot.Core.Tests.Approvals.Cases.People;

namespace TfPilot.Core.Tests.Approvals.Cases;

/// <summary>The states of reviews.</summary>
public sealed class ReviewStateTests
{
    private const string None = "Pending 0 of 2 approvals, platform missing";
    private const string One = "Pending 1 of 2 approvals, platform missing";
    private const string Both = "Approved 2 of 2 approvals";
    private const string Blocked = "Blocked bob requested changes";

    /// <summary>Bob approved and then requested changes.</summary>
    private static readonly PullReview[] Withdrawn = [Bob.Ok(10), Bob.Objects(20)];

    private static readonly ApprovalSettings Eligible = ProdRule with { ChangesRequested = ChangesRequested.Eligible };

    [Fact]
    public void A1_without_reviews_there_is_no_approval() => Prod().Status().Should().Be(None);

    [Fact]
    public void A2_one_approval_does_not_count_as_two() => Prod(Bob.Ok()).Status().Should().Be(One);

    [Fact]
    public void A3_two_approvals_are_sufficient()
    {
        var pull = Prod(Bob.Ok(), Cy.Ok());

        pull.Status().Should().Be(Both);
        pull.Overall().Should().Be(Decision.Approved);
    }

    [Fact]
    public void A4_two_approvals_of_one_person_count_once() => Prod(Bob.Ok(10), Bob.Ok(20)).Status().Should().Be(One);

    [Fact]
    public void A5_a_comment_review_does_not_withdraw_an_approval() =>
    Prod(Bob.Ok(10), Bob.Review(ReviewState.Commented, 20), Cy.Ok()).Status().Should().Be(Both);

    [Fact]
    public void A6_a_pending_review_does_not_withdraw_an_approval() =>
        Prod(Bob.Ok(10), Bob.Review(ReviewState.Pending, 20) with { SubmittedAt = null }, Cy.Ok()).Status().Should()
        .Be(Both);

    [Fact]
    public void A7_a_request_for_changes_withdraws_the_approval_and_blocks()
    {
        var pull = Prod([.. Withdrawn, Cy.Ok(), Dee.Ok()]);

        pull.Status().Should().Be(Blocked);
        pull.Find()!.Counted.Should().Equal(Cy, Dee);
    }

    [Fact]
    public void A8_a_dismissed_request_does_not_restore_an_older_approval() =>
    Prod(Bob.Ok(10), Bob.Objects(20).Dismissed(Dee), Cy.Ok()).Status().Should().Be(One);

    [Fact]
    public void A9_an_author_of_a_request_for_changes_may_approve_later() =>
    Prod([.. Withdrawn, Bob.Ok(30), Cy.Ok()]).Status().Should().Be(Both);

    [Fact]
    public void A10_a_dismissed_approval_does_not_count() =>
    Prod(Bob.Ok().Dismissed(Dee), Cy.Ok()).Status().Should().Be(One);

    [Fact]
    public void A11_a_dismissed_approval_does_not_restore_an_older_request() =>
    Prod(Bob.Objects(10), Bob.Ok(20).Dismissed(by: null)).Status().Should().Be(None);

    [Fact]
    public void A12_dismissing_an_older_approval_has_no_effect() =>
    Prod(Bob.Ok(10).Dismissed(Dee), Bob.Ok(20), Cy.Ok()).Status().Should().Be(Both);

    [Fact]
    public void A13_a_request_by_a_writer_blocks_unless_only_eligible_approvers_may_block()
    {
        var pull = Prod(Eve.Objects(), Bob.Ok(), Cy.Ok());

        pull.Status().Should().Be("Blocked eve requested changes");
        pull.WithProdRule(Eligible).Status().Should().Be(Both);
        // bob could approve
        pull.WithProdRule(Eligible).WithReviews([.. Withdrawn, Cy.Ok(), Dee.Ok()]).Status().Should().Be(Blocked);
    }

    [Fact]
    public void A14_a_request_by_a_reader_blocks_only_if_any_user_may_block()
    {
        var pull = Prod(Outsider.Objects(), Bob.Ok(), Cy.Ok());

        pull.Status().Should().Be(Both);
        pull.WithProdRule(ProdRule with { ChangesRequested = ChangesRequested.Any }).Status().Should()
            .Be("Blocked olaf requested changes");
    }

    [Theory]
    [InlineData("pushes", "Pending the pushers are unknown")]
    [InlineData("writer", "Error the author of 1111111 is unknown")]
    [InlineData("commits", "Error the commits could not be read")]
    [InlineData("ghost", Blocked)] // the account may be anyone's
    [InlineData("nothing", Both)]
    public void A_dismissal_does_not_count_if_its_author_may_be_a_contributor(
        string unknown, string expected)
    {
        var pull = Prod(Bob.Objects().Dismissed(unknown == "ghost" ? Person.Ghost : Eve), Cy.Ok(), Dee.Ok())
            .WithProdRule(ProdRule with { AllowContributors = true });

        pull.WithPeople(people => unknown switch
        {
            "pushes" => people with { Pushes = null },
            "writer" => people with { Commits = [people.Commits![0], people.Commits[1] with { Author = null }] },
            "commits" => people with { Commits = null },
            _ => people,
        }).Status().Should().Be(expected);
    }

    [Fact]
    public void A15_a_request_dismissed_by_a_contributor_remains_in_effect()
    {
        PullReview[] approvals = [Cy.Ok(), Dee.Ok()];

        Prod([Bob.Objects().Dismissed(Ann), .. approvals]).Status().Should().Be(Blocked);
        Prod([Bob.Objects().Dismissed(Eve), .. approvals])
            .WithPeople(people => people with { Pushes = [new(Eve, null, S1)] }).Status().Should().Be(Blocked);
        Prod([Bob.Objects().Dismissed(by: null), .. approvals]).Status().Should().Be(Blocked); // by an unknown person
        Prod([Bob.Objects().Dismissed(Eve), .. approvals]).Status().Should().Be(Both);
        // dismissed by its author
        Prod([Bob.Objects().Dismissed(Bob), .. approvals])
            .WithPeople(people => people with { Pushes = [new(Bob, null, S1)] }).Status().Should().Be(Both);
    }

    [Fact]
    public void A16_a_push_does_not_withdraw_a_request_for_changes() =>
    Prod(Bob.Objects(10, at: S1), Cy.Ok(), Dee.Ok()).Status().Should().Be(Blocked);

    [Fact]
    public void A17_the_text_of_a_review_is_ignored() =>
        typeof(PullReview).GetProperties().Select(property => property.PropertyType).Should()
        .NotContain(typeof(string));

    [Fact]
    public void A18_comment_reviews_are_no_approvals() =>
    Prod(Bob.Review(ReviewState.Commented, 10), Cy.Review(ReviewState.Commented, 20)).Status().Should().Be(None);

    [Fact]
    public void A19_of_simultaneous_reviews_the_highest_id_counts_in_any_order()
    {
        var (ok, objection) = (Bob.Ok(10) with { Id = 1 }, Bob.Objects(10) with { Id = 2 });

        Prod(ok, objection).Status().Should().Be(Blocked);
        Prod(objection, ok).Status().Should().Be(Blocked);
        Prod(objection, ok with { Id = 3 }).Status().Should().Be(One);
    }

    [Fact]
    public void A20_all_reviews_count_and_an_incomplete_list_is_an_error()
    {
        var chatter = Enumerable.Range(0, 150).Select(minute => Eve.Review(ReviewState.Commented, minute));

        Prod([.. chatter, Bob.Ok(200), Cy.Ok(201)]).Status().Should().Be(Both);
        Prod(Bob.Ok(), Cy.Ok()).WithPeople(people => people with { Reviews = null }).Overall()
            .Should().Be(Decision.Error);
    }
}
