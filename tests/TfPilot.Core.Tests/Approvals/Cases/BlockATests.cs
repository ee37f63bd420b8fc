using TfPilot.Core.Approvals;
using static TfPilot.Core.Tests.Approvals.Cases.People;

namespace TfPilot.Core.Tests.Approvals.Cases;

/// <summary>What reviews say.</summary>
public sealed class BlockATests
{
    private const string None = "Pending 0 of 2 approvals, platform missing";
    private const string One = "Pending 1 of 2 approvals, platform missing";
    private const string Both = "Approved 2 of 2 approvals";
    private const string Blocked = "Blocked bob requested changes";

    /// <summary>Bob approved and then asked for changes.</summary>
    private static readonly PullReview[] Withdrawn = [Bob.Ok(10), Bob.Objects(20)];

    private static readonly ApprovalSettings Eligible = ProdRule with { ChangesRequested = ChangesRequested.Eligible };

    [Fact]
    public void A1_without_reviews_nobody_has_approved() => Prod().Says().Should().Be(None);

    [Fact]
    public void A2_one_approval_is_not_two() => Prod(Bob.Ok()).Says().Should().Be(One);

    [Fact]
    public void A3_two_approvals_are_enough()
    {
        var pull = Prod(Bob.Ok(), Cy.Ok());

        pull.Says().Should().Be(Both);
        pull.Overall().Should().Be(Decision.Approved);
    }

    [Fact]
    public void A4_two_approvals_of_one_person_are_one() => Prod(Bob.Ok(10), Bob.Ok(20)).Says().Should().Be(One);

    [Fact]
    public void A5_a_comment_takes_no_approval_away() =>
    Prod(Bob.Ok(10), Bob.Says(ReviewState.Commented, 20), Cy.Ok()).Says().Should().Be(Both);

    [Fact]
    public void A6_a_review_that_is_not_submitted_takes_no_approval_away() =>
        Prod(Bob.Ok(10), Bob.Says(ReviewState.Pending, 20) with { SubmittedAt = null }, Cy.Ok()).Says().Should()
        .Be(Both);

    [Fact]
    public void A7_a_request_for_changes_takes_the_approval_back_and_blocks()
    {
        var pull = Prod([.. Withdrawn, Cy.Ok(), Dee.Ok()]);

        pull.Says().Should().Be(Blocked);
        pull.Find()!.Counted.Should().Equal(Cy, Dee);
    }

    [Fact]
    public void A8_a_dismissed_request_revives_no_older_approval() =>
    Prod(Bob.Ok(10), Bob.Objects(20).Dismissed(Dee), Cy.Ok()).Says().Should().Be(One);

    [Fact]
    public void A9_who_asked_for_changes_may_approve_after_all() =>
    Prod([.. Withdrawn, Bob.Ok(30), Cy.Ok()]).Says().Should().Be(Both);

    [Fact]
    public void A10_a_dismissed_approval_does_not_count() =>
    Prod(Bob.Ok().Dismissed(Dee), Cy.Ok()).Says().Should().Be(One);

    [Fact]
    public void A11_a_dismissed_approval_revives_no_older_request() =>
    Prod(Bob.Objects(10), Bob.Ok(20).Dismissed(by: null)).Says().Should().Be(None);

    [Fact]
    public void A12_an_older_approval_that_is_dismissed_later_does_not_matter() =>
    Prod(Bob.Ok(10).Dismissed(Dee), Bob.Ok(20), Cy.Ok()).Says().Should().Be(Both);

    [Fact]
    public void A13_somebody_with_write_permission_blocks_unless_only_approvers_may()
    {
        var pull = Prod(Eve.Objects(), Bob.Ok(), Cy.Ok());

        pull.Says().Should().Be("Blocked eve requested changes");
        pull.Under(Eligible).Says().Should().Be(Both);
        // bob could approve
        pull.Under(Eligible).Reviewed([.. Withdrawn, Cy.Ok(), Dee.Ok()]).Says().Should().Be(Blocked);
    }

    [Fact]
    public void A14_somebody_who_only_reads_blocks_only_where_anybody_may()
    {
        var pull = Prod(Outsider.Objects(), Bob.Ok(), Cy.Ok());

        pull.Says().Should().Be(Both);
        pull.Under(ProdRule with { ChangesRequested = ChangesRequested.Any }).Says().Should()
            .Be("Blocked olaf requested changes");
    }

    [Theory]
    [InlineData("pushes", "Pending the pushers are unknown")]
    [InlineData("writer", "Error the author of 1111111 is unknown")]
    [InlineData("commits", "Error the commits could not be read")]
    [InlineData("ghost", Blocked)] // the account may be anyone's
    [InlineData("nothing", Both)]
    public void A_dismissal_counts_only_where_it_is_known_that_its_author_contributed_nothing(
        string unknown, string expected)
    {
        var pull = Prod(Bob.Objects().Dismissed(unknown == "ghost" ? Person.Ghost : Eve), Cy.Ok(), Dee.Ok())
            .Under(ProdRule with { AllowContributors = true });

        pull.Where(people => unknown switch
        {
            "pushes" => people with { Pushes = null },
            "writer" => people with { Commits = [people.Commits![0], people.Commits[1] with { Author = null }] },
            "commits" => people with { Commits = null },
            _ => people,
        }).Says().Should().Be(expected);
    }

    [Fact]
    public void A15_a_request_that_a_contributor_dismissed_stands()
    {
        PullReview[] approvals = [Cy.Ok(), Dee.Ok()];

        Prod([Bob.Objects().Dismissed(Ann), .. approvals]).Says().Should().Be(Blocked);
        Prod([Bob.Objects().Dismissed(Eve), .. approvals])
            .Where(people => people with { Pushes = [new(Eve, null, S1)] }).Says().Should().Be(Blocked);
        Prod([Bob.Objects().Dismissed(by: null), .. approvals]).Says().Should().Be(Blocked); // nobody knows who
        Prod([Bob.Objects().Dismissed(Eve), .. approvals]).Says().Should().Be(Both);
        // his own
        Prod([Bob.Objects().Dismissed(Bob), .. approvals])
            .Where(people => people with { Pushes = [new(Bob, null, S1)] }).Says().Should().Be(Both);
    }

    [Fact]
    public void A16_a_push_takes_no_request_away() =>
    Prod(Bob.Objects(10, at: S1), Cy.Ok(), Dee.Ok()).Says().Should().Be(Blocked);

    [Fact]
    public void A17_what_a_review_says_in_words_is_no_fact() =>
        typeof(PullReview).GetProperties().Select(property => property.PropertyType).Should()
        .NotContain(typeof(string));

    [Fact]
    public void A18_comments_approve_nothing() =>
    Prod(Bob.Says(ReviewState.Commented, 10), Cy.Says(ReviewState.Commented, 20)).Says().Should().Be(None);

    [Fact]
    public void A19_of_reviews_of_one_moment_the_later_number_counts_whatever_the_order()
    {
        var (ok, objection) = (Bob.Ok(10) with { Id = 1 }, Bob.Objects(10) with { Id = 2 });

        Prod(ok, objection).Says().Should().Be(Blocked);
        Prod(objection, ok).Says().Should().Be(Blocked);
        Prod(objection, ok with { Id = 3 }).Says().Should().Be(One);
    }

    [Fact]
    public void A20_every_review_counts_and_those_that_cannot_all_be_read_are_an_error()
    {
        var chatter = Enumerable.Range(0, 150).Select(minute => Eve.Says(ReviewState.Commented, minute));

        Prod([.. chatter, Bob.Ok(200), Cy.Ok(201)]).Says().Should().Be(Both);
        Prod(Bob.Ok(), Cy.Ok()).Where(people => people with { Reviews = null }).Overall().Should().Be(Decision.Error);
    }
}
