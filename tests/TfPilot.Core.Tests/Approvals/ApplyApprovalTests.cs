using TfPilot.Core.Approvals;
using TfPilot.Core.Tests.Approvals.Cases;
using static TfPilot.Core.Tests.Approvals.Cases.People;

namespace TfPilot.Core.Tests.Approvals;

/// <summary>The approvals that a merged change needs before it is applied.</summary>
public class ApplyApprovalTests
{
    private static readonly DateTimeOffset Now = Start.AddHours(4);

    private static readonly DateTimeOffset Merged = Now.AddMinutes(-130);

    private static readonly ApprovalSettings Two = new()
    {
        RequiredCount = 2, Teams = [Platform], MaxAge = TimeSpan.FromHours(2),
    };

    [Fact]
    public void Different_members_of_the_team_count_once_each()
    {
        var result = Decide(Two, By(Bob), By(Bob, minutesAgo: 5), By(Cy));

        result.IsMet.Should().BeTrue();
        result.Counted.Should().Equal(Bob, Cy);
        result.Disregarded.Should().BeEmpty();
    }

    public static readonly TheoryData<string, ApplyApproval, string> Disregarded = new()
    {
        { "not in the team", By(Eve), "The approval of eve does not count: eve is not in platform." },
        { "edited", By(Cy) with { IsEdited = true },
            "The approval of cy does not count: the comment was edited or deleted." },
        { "before the merge", By(Cy, minutesAgo: 131),
            "The approval of cy does not count: it was given before the merge." },
        { "expired", By(Cy, minutesAgo: 120), "The approval of cy does not count: it has expired." },
        { "unknown access", By(new(new(99), "who")),
            "The approval of who does not count: the membership could not be read." },
    };

    [Theory]
    [MemberData(nameof(Disregarded))]
    public void An_approval_that_does_not_count_is_named_with_the_reason(
        string why, ApplyApproval other, string sentence)
    {
        var result = Decide(Two, By(Bob), other);

        result.IsMet.Should().BeFalse(why);
        result.Counted.Should().Equal(Bob);
        result.Disregarded.Should().Equal(sentence);
    }

    [Fact]
    public void An_unreadable_team_lets_no_approval_count()
    {
        var people = Everybody with { Teams = [new(Platform, Members: null, "could not be read")] };

        ApplyApprovals.Decide(Two, RoleSettings.Default, Merged, [By(Bob), By(Cy)], people with { Now = Now })
            .Counted.Should().BeEmpty();
    }

    [Fact]
    public void Without_teams_and_users_holders_of_the_approver_role_count() =>
        Decide(new() { RequiredCount = 1 }, By(Outsider), By(Eve)).Counted.Should().Equal(Eve);

    [Theory]
    [InlineData("bob", "prod", null)]
    [InlineData("ann", "prod", "ann is the author")] // also committed and pushed
    [InlineData("eve", "prod", "eve is not known to be in platform")]
    [InlineData("bob", "dev", "dev needs no approval before an apply")]
    public void Only_approvals_that_may_count_are_stored(string login, string environment, string? refusal)
    {
        var by = new[] { Ann, Bob, Eve }.Single(person => person.Login == login);
        var pull = Prod().WithSettings(settings => settings with
        {
            Environments = [.. settings.Environments.Select(one => one.Name == "prod"
                ? one with { ApplyApprovals = Two } : one)],
        }) with
        { State = PullState.Closed };

        var result = CommandRules.Answer(
            new PullEvaluation(pull), by, Now, CommandReader.Read($"/tfpilot approve-apply {environment}"));

        if (refusal is null)
            result.Effects.Should().Equal(new CommandEffect.ApproveApply(new(by, environment, Now)));
        else
            result.Refusals.Should().ContainSingle().Which.Should().Contain(refusal);
    }

    [Fact]
    public void Before_the_merge_no_apply_can_be_approved() =>
        CommandRules.Answer(new PullEvaluation(Prod()), Bob, Now, CommandReader.Read("/tfpilot approve-apply prod"))
            .Refusals.Should().Equal("approve-apply is for merged pull requests.");

    private static ApplyApproval By(Person by, int minutesAgo = 10) => new(by, "prod", Now.AddMinutes(-minutesAgo));

    private static ApplyApprovalResult Decide(ApprovalSettings settings, params ApplyApproval[] given) =>
        ApplyApprovals.Decide(settings, RoleSettings.Default, Merged, given, Everybody with { Now = Now });
}
