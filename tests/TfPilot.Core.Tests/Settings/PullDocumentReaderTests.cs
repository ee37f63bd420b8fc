using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings;

public sealed class PullDocumentReaderTests
{
    private const string Min = """
        schema: tfpilot.pull/1
        now: 2026-11-02T12:00:00Z
        number: 7
        head: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        base: { branch: main, commit: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb }
        changed: []
        people: { ann: { id: 1 } }
        author: ann

        """;

    private static readonly PullDocument Complete = Read(Repository.Read("tests/TfPilot.Core.Tests/Settings/pull.yml"));

    [Fact]
    public void Every_written_value_is_read()
    {
        var people = Complete.People;

        (Complete.Number, Complete.State, Complete.BaseBranch, Complete.DefaultBranch).Should()
            .Be((7, PullState.Open, "main", "main"));
        Complete.Changed.Files.Select(file => (file.Path, file.PreviousPath)).Should()
            .Equal(("live/prod/web/main.tf", null), ("live/prod/a/main.tf", "live/dev/a/main.tf"));
        Complete.Evidence.Select(evidence => (evidence.File, evidence.Run.ToString(), evidence.Objections.Count))
            .Should().Equal(("prod.json", "run 12, attempt 2", 1), ("dev.json", "run 1, attempt 1", 0));
        (people.Author.Login, people.Author.IsBot, people.OnBehalfOf!.Id.Value).Should().Be(("renovate[bot]", true, 1));
        people.Reviews!.Select(review => (review.By.Login, review.State)).Should()
            .Equal(("Bob", ReviewState.Approved), ("eve", ReviewState.Dismissed), ("ann", ReviewState.Pending));
        people.Reviews![1].Dismissal.Should().Be(new Dismissal(new(new(2), "Bob"), ReviewState.ChangesRequested));
        people.Reviews[1].SubmittedAt.Should().Be(new DateTimeOffset(2026, 11, 2, 8, 30, 0, TimeSpan.Zero));
        people.Commits!.Select(commit => (commit.Author?.Login, commit.IsByGitHub)).Should()
            .Equal(("ann", true), (null, false));
        people.Pushes!.Select(push => push.Before?.Short).Should().Equal("ddddddd", null);
        people.Teams[0].Members.Should()
            .Equal(new TeamMember(new(2)) { Login = "Bob" }, new TeamMember(new(1), IsDirect: false) { Login = "ann" },
                new TeamMember(new(3), IsActive: false) { Login = "eve" });
        (people.Teams[1].Name.ToString(), people.Teams[1].Members, people.Teams[1].Error).Should()
            .Be(("@acme/dba", null, "does not exist"));
        people.Access.Select(known => (known.Id.Value, known.Access)).Should()
            .Equal((1, RepositoryAccess.Write), (2, RepositoryAccess.Admin), (3, null));
        people.Logins.Should().HaveCount(4);
        (people.Plans.Single().Environment, people.StalePlans.Single(), people.RetargetedAt).Should()
            .Be(("prod", "dev", new DateTimeOffset(2026, 11, 2, 8, 30, 0, TimeSpan.Zero)));
        (people.Overrides.Single().IsEdited, people.PolicyApprovals.Single().IsEdited).Should().Be((true, false));
        people.Locks!.Select(held => held.Pull).Should().Equal(9, null);
    }

    [Fact]
    public void Omitted_facts_are_treated_as_unknown()
    {
        var people = Read(Min).People;

        (people.Reviews, people.Commits, people.Pushes, people.Locks).Should().Be((null, null, null, null));
        (people.Teams.Count, people.Access.Count).Should().Be((0, 0));
    }

    [Theory]
    [InlineData("author: ann", "author: an", "pr.yml:8:9",
        "author names an, who is not listed under people; did you mean ann?")]
    [InlineData("changed: []", "changed: [\"R100\\tx\"]", "pr.yml:6:11", "changed[0]")]
    [InlineData("now: 2026-11-02T12:00:00Z", "now: 2026-13-02T12:00:00Z", "pr.yml:2:6", "this time does not exist")]
    [InlineData("head: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "head: \"aaaaaaa\"", "pr.yml:4:7",
        "head must be a commit, all 40 or 64 hexadecimal digits; \"aaaaaaa\" is not")]
    [InlineData("number: 7", "numbr: 7", "pr.yml:3:1", "numbr is not a known key; did you mean number?")]
    [InlineData("schema: tfpilot.pull/1", "schema: tfpilot.pull/2", "pr.yml:1:9", "schema must be tfpilot.pull/1")]
    public void A_problem_is_reported_with_its_location(string right, string wrong, string place, string message)
    {
        var problems = PullDocumentReader.Read("pr.yml", Min.Replace(right, wrong, StringComparison.Ordinal))
            .Match(_ => [], problems => problems);

        problems.Should().Contain(problem => problem.Path == place && problem.Message.Contains(message));
    }

    [Fact]
    public void An_empty_file_is_reported_as_empty() =>
        PullDocumentReader.Read("pr.yml", "").Match(_ => [], problems => problems).Should()
        .Equal(new Problem("pr.yml:1:1", "the file is empty; docs/reference/explain.md describes its format"));

    private static PullDocument Read(string text) =>
        PullDocumentReader.Read("pr.yml", text)
        .Match(document => document, problems => throw new InvalidOperationException(string.Join('\n', problems)));
}
