using FluentAssertions;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;
using Xunit;
using static TfPilot.Core.Tests.Reviews.TestComments;

namespace TfPilot.Core.Tests.Reviews;

public sealed class CommentRulesTests
{
    [Fact]
    public void The_first_review_of_a_pull_request_gets_a_new_comment()
    {
        var decision = Decide(Draft(), Comment(1, "Nice work", Somebody));

        decision.Should().BeEquivalentTo(new CommentDecision(new CommentWrite.Create(Draft().Body), [], Notice: null));
    }

    [Fact]
    public void The_next_review_edits_the_comment_in_place()
    {
        var shown = Ours(1, Marker(OlderHead, run: 9));

        var decision = Decide(Draft(), shown);

        decision.Write.Should().Be(new CommentWrite.Edit(shown, Draft().Body));
    }

    [Fact]
    public void A_users_comment_that_imitates_a_review_is_left_alone()
    {
        var imitation = Comment(1, Draft(Marker(OlderHead)).Body, Somebody);

        var decision = Decide(Draft(), imitation);

        decision.Write.Should().BeOfType<CommentWrite.Create>();
        decision.Fold.Should().BeEmpty();
    }

    [Fact]
    public void Other_comments_of_our_account_that_resemble_a_review_are_left_alone()
    {
        var quoting = Comment(1, "See\n" + Draft().Body);

        var decision = Decide(Draft(), quoting);

        decision.Write.Should().BeOfType<CommentWrite.Create>();
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")] // as GitHub may hand it back
    public void An_unchanged_comment_is_not_written_again(string lineEnd)
    {
        var shown = Ours(1, Marker());

        var decision = Decide(
            Draft(), shown with { Body = shown.Body.Replace("\n", lineEnd, StringComparison.Ordinal) });

        decision.Write.Should().BeOfType<CommentWrite.Keep>();
    }

    [Fact]
    public void A_run_of_an_older_head_does_not_overwrite_a_newer_comment()
    {
        var decision = Decide(Draft(Marker(OlderHead, run: 99, attempt: 7)), Ours(1, Marker()));

        decision.Write.Should().BeOfType<CommentWrite.Superseded>().Which.Reason.Should().Contain("no longer the head");
    }

    [Fact]
    public void A_run_of_an_older_head_creates_no_comment()
    {
        var decision = Decide(Draft(Marker(OlderHead)));

        decision.Write.Should().BeOfType<CommentWrite.Superseded>();
    }

    [Theory]
    [InlineData(10, 2, true)]
    [InlineData(11, 1, true)]
    [InlineData(10, 1, false)] // the same run again
    [InlineData(9, 5, false)] // many attempts of an earlier run
    public void Of_two_runs_of_one_head_the_later_one_wins(long run, int attempt, bool shownStays)
    {
        var shown = Ours(1, Marker(run: run, attempt: attempt), review: "something else");

        var decision = Decide(Draft(Marker(run: 10, attempt: 1)), shown);

        (decision.Write is CommentWrite.Superseded).Should().Be(shownStays);
    }

    [Fact]
    public void A_head_restored_by_a_push_is_current_although_its_run_is_older()
    {
        var shown = Ours(1, Marker(OlderHead, run: 50));

        var decision = Decide(Draft(Marker(run: 10)), shown);

        decision.Write.Should().BeOfType<CommentWrite.Edit>();
    }

    [Fact]
    public void After_a_race_the_newest_comment_stays_and_the_others_are_minimized()
    {
        var (first, second, third) = (Ours(1, Marker(OlderHead, run: 99)), Ours(2, Marker(run: 11)),
            Ours(3, Marker(run: 10)));

        var decision = Decide(Draft(Marker(run: 11)), first, second, third);

        decision.Write.Should().Be(new CommentWrite.Keep(second));
        decision.Fold.Should().Equal(third, first);
    }

    [Fact]
    public void A_minimized_comment_is_not_minimized_again()
    {
        var (shown, folded) = (Ours(1, Marker()), Ours(2, Marker(run: 12), folded: true));

        var decision = Decide(Draft(), shown, folded);

        decision.Should().BeEquivalentTo(new CommentDecision(new CommentWrite.Keep(shown), [], Notice: null));
    }

    [Fact]
    public void Every_comment_key_has_its_own_comment()
    {
        var decision = Decide(Draft(Marker(key: "network")), Ours(1, Marker(key: "default")));

        decision.Write.Should().BeOfType<CommentWrite.Create>();
    }

    [Fact]
    public void An_applied_comment_is_frozen_and_the_next_plan_gets_a_new_one()
    {
        var decision = Decide(Draft(), Ours(1, Marker(OlderHead) with { IsApplied = true }));

        decision.Should().BeEquivalentTo(new CommentDecision(new CommentWrite.Create(Draft().Body), [], Notice: null));
    }

    [Fact]
    public void An_empty_review_creates_no_comment_but_updates_an_existing_one()
    {
        var nothing = Draft() with { IsWorthANewOne = false };

        var (onEmpty, onReview) = (Decide(nothing), Decide(nothing, Ours(1, Marker(OlderHead))));

        onEmpty.Write.Should().Be(new CommentWrite.Keep(null));
        onReview.Write.Should().BeOfType<CommentWrite.Edit>();
    }

    [Fact]
    public void A_second_decision_after_writing_changes_nothing()
    {
        var draft = Draft(Marker(risk: RiskLevel.Destructive, blocks: "0a"));
        var decision = Decide(draft, Ours(1, Marker(OlderHead)), Ours(2, Marker(OlderHead, run: 9)));
        var written = ((CommentWrite.Edit)decision.Write).Comment with { Body = draft.Body };

        var again = Decide(draft, [written, .. decision.Fold.Select(comment => comment with { IsMinimized = true })]);

        again.Should().BeEquivalentTo(new CommentDecision(new CommentWrite.Keep(written), [], Notice: null));
    }

    [Theory]
    [InlineData(RiskLevel.Safe, "", RiskLevel.Destructive, "",
        "🟥 The risk rises from **safe** to **destructive** (head bbbbbbb)")]
    [InlineData(RiskLevel.None, "", RiskLevel.Safe, "", "🟩 The risk rises from no changes to **safe** (head bbbbbbb)")]
    [InlineData(
        RiskLevel.Safe, "0a", RiskLevel.Safe, "0a 0b", "🟩 The policy has new blocking findings (head bbbbbbb)")]
    [InlineData(RiskLevel.Safe, "", RiskLevel.Medium, "0a",
        "🟨 The risk rises from **safe** to **medium**, and the policy has new blocking findings (head bbbbbbb)")]
    [InlineData(RiskLevel.Destructive, "0a 0b", RiskLevel.Safe, "0a", null)] // it fell
    [InlineData(RiskLevel.Safe, "0a", RiskLevel.Safe, "0a", null)]
    public void A_rise_in_risk_or_blockers_creates_a_short_escalation_comment(
        RiskLevel before, string blocksBefore, RiskLevel now, string blocksNow, string? expected)
    {
        var shown = Ours(
            1, Marker(OlderHead, risk: before, blocks: blocksBefore.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

        var decision = Decide(
            Draft(Marker(risk: now, blocks: blocksNow.Split(' ', StringSplitOptions.RemoveEmptyEntries))), shown);

        decision.Notice.Should()
            .Be(expected is null ? null : $"{expected}. [The review has the details](https://github.example/c/1).\n");
    }

    [Fact]
    public void With_escalation_notices_disabled_no_notice_is_created()
    {
        var quiet = Draft(Marker(risk: RiskLevel.Destructive)) with { NotifiesOnRise = false };

        var decision = Decide(quiet, Ours(1, Marker(OlderHead, risk: RiskLevel.Safe)));

        decision.Notice.Should().BeNull();
    }
}
