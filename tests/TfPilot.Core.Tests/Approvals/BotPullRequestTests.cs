using TfPilot.Core.Approvals;
using TfPilot.Core.Tests.Approvals.Cases;
using static TfPilot.Core.Tests.Approvals.Cases.People;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals;

public sealed class BotPullRequestTests
{
    private const string File = "live/prod/web/versions.tf";
    private const string LockFile = "live/prod/web/.terraform.lock.hcl";

    /// <summary>A pull request with only commits of Renovate, and an empty plan.</summary>
    private static PullFacts Empty => Of(EmptyPlans.Pass, Pull(File, LockFile).With(Evidence(1, Web())));

    [Fact]
    public void An_empty_plan_of_a_bot_passes_when_the_settings_allow_it()
    {
        Empty.Overall().Should().Be(Decision.Approved);
        Empty.Status("prod").Should()
            .Be("NotApplicable no approvals required: only renovate pushed, and its plans change nothing");
        Empty.Status(environment: null).Should().Be("Approved empty plan of renovate");
        new PullEvaluation(Empty).EndsAutoMerge.Should().BeFalse();
    }

    public static TheoryData<string, string> Others => new()
    {
        { "asks for approval", "empty plan of renovate" },
        { "changes something", "no auto-merge of renovate: the plan of live/prod/web has changes" },
        { "failed", "no auto-merge of renovate: a plan failed or could not be read" },
        { "contradicted", "no auto-merge of renovate: its plans are not trusted" },
        { "another pushed", "no auto-merge of renovate: ann pushed 1111111" },
        { "another committed", "no auto-merge of renovate: another account wrote 1111111" },
        { "somebody made it open", "no auto-merge of renovate: ann triggered renovate to open it" },
        { "workflow", "no auto-merge of renovate: it changes .github/workflows/plan.yml" },
        { "settings", "no auto-merge of renovate: it changes .tfpilot.yml" },
        { "another environment changes", "no auto-merge of renovate: the plan of live/dev/api has changes" },
        { "no plan", "" },
        { "another plan to come", "" },
        { "unknown pushers", "" },
        { "no pushes", "" },
        { "another bot", "" },
        { "another account of that name", "" },
        { "a person with its id", "" },
        { "no bots in the settings", "" },
    };

    /// <summary>Every other pull request has the normal requirements.</summary>
    [Theory]
    [MemberData(nameof(Others))]
    public void Any_other_pull_request_of_a_bot_needs_its_approvals(string name, string expected)
    {
        var pull = Case(name);

        pull.Status("prod").Should().StartWith("Pending").And.Contain("0 of 2 approvals, platform missing");
        pull.Overall().Should().BeOneOf(Decision.Pending, Decision.Blocked, Decision.Error);
        var lane = CheckRules.Judge(pull).Rules.Single(rule => rule.Rule == "approvals").Requirements
            .Where(requirement => requirement.Words.Contains("renovate", StringComparison.Ordinal))
            .Select(one => one.Words);
        lane.Should().Equal(expected.Length == 0 ? [] : [expected]);
        new PullEvaluation(pull).EndsAutoMerge
            .Should().Be(expected.StartsWith("no auto-merge", StringComparison.Ordinal));
    }

    [Fact]
    public void Lock_file_changes_of_a_bot_without_a_pass_need_their_owners()
    {
        var pull = Of(EmptyPlans.Approve, Pull(File, LockFile).With(Evidence(1, Web())));

        pull.Status(environment: null, "owners").Should().StartWith("Pending owners of workflows: 0 of 1 approval");
        Empty.Status(environment: null, "owners").Should().Be("none");
    }

    [Fact]
    public void A_request_for_changes_blocks_an_empty_plan()
    {
        var pull = Empty.WithReviews(Bob.Objects());

        pull.Status("prod").Should().Be("Blocked bob requested changes");
    }

    [Fact]
    public void Auto_merge_of_a_bot_stays_enabled_once_people_approved_its_change()
    {
        var pull = Case("changes something").WithReviews(Bob.Ok(), Cy.Ok());

        pull.Overall().Should().Be(Decision.Approved);
        new PullEvaluation(pull).EndsAutoMerge.Should().BeFalse();
    }

    [Fact]
    public void Files_without_a_plan_wait_even_when_all_plans_are_empty()
    {
        var pull = Of(EmptyPlans.Pass, Pull(File, "live/prod/other/main.tf").With(Evidence(1, Web())));

        pull.Overall().Should().Be(Decision.Pending);
    }

    private static PullFacts Case(string name) => name switch
    {
        "asks for approval" => Of(EmptyPlans.Approve, Pull(File).With(Evidence(1, Web()))),
        "changes something" => Of(EmptyPlans.Pass, Pull(File).With(Evidence(1, Web(Creation)))),
        "failed" => Empty.With(
            Evidence(1, Web() with { Plan = new() { FormatVersion = "1.2", Errored = true } })),
        "contradicted" => Empty.With(Evidence(1, Web()).Contradicted()),
        "another pushed" => Empty.WithPeople(people => people with
        {
            Pushes = [new(Ann, null, S1), new(Renovate, S1, S2)],
        }),
        "another committed" => Empty.WithPeople(people => people with
        {
            Commits = [new(S2, [S1], Renovate, WebFlow) { IsByGitHub = true }, new(S1, [Main], Bob, Bob)],
        }),
        "somebody made it open" => Empty.WithPeople(people => people with { OnBehalfOf = Ann }),
        "workflow" => Of(EmptyPlans.Pass, Pull(File, ".github/workflows/plan.yml").With(Evidence(1, Web()))),
        "settings" => Of(EmptyPlans.Pass, Pull(File, ".tfpilot.yml").With(Evidence(1, Web()))),
        "another environment changes" => Of(EmptyPlans.Pass,
            Pull(File).With(Evidence(1, Web(), Api(Creation)))),
        "no plan" => Empty.With(),
        "another plan to come" => Of(EmptyPlans.Pass, Pull(File, "live/dev/api/main.tf").With(Evidence(1, Web()))),
        "unknown pushers" => Empty.WithPeople(people => people with { Pushes = null }),
        "no pushes" => Empty.WithPeople(people => people with { Pushes = [] }),
        "another bot" => Bots(Empty, new BotSettings("dependabot", new(49699333)) { EmptyPlans = EmptyPlans.Pass }),
        "another account of that name" => Bots(
            Empty, new BotSettings("renovate", new(29139614)) { EmptyPlans = EmptyPlans.Pass }),
        "a person with its id" => Empty with
        {
            People = new PullPeople(Renovate with { IsBot = false }, Empty.People!.Now)
            {
                Commits = Empty.People.Commits, Pushes = Empty.People.Pushes, Teams = Empty.People.Teams,
                Access = Empty.People.Access,
            },
        },
        "no bots in the settings" => Bots(Empty),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static PullFacts Of(EmptyPlans rule, PullFacts pull) =>
        Bots(pull.WithApprovals(), new BotSettings("renovate", Renovate.Id) { EmptyPlans = rule }) with
        {
            People = new PullPeople(Renovate, Start.AddHours(4))
            {
                Commits =
                [
                    new(S2, [S1], Renovate, WebFlow) { IsByGitHub = true },
                    new(S1, [Main], Renovate, WebFlow) { IsByGitHub = true },
                ],
                Pushes = [new(Renovate, null, S1), new(Renovate, S1, S2)],
                Teams = Everybody.Teams,
                Access = Everybody.Access,
            },
        };

    private static PullFacts Bots(PullFacts pull, params BotSettings[] bots) =>
        pull.WithSettings(settings => settings with { Bots = bots });
}
