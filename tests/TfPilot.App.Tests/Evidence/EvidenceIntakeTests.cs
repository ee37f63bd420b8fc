using System.Text.Json.Nodes;
using TfPilot.App.Evidence;
using TfPilot.App.Http;
using TfPilot.App.Pulls;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Evidence;

public sealed class EvidenceIntakeTests : IAsyncLifetime
{
    private IntakeBench app = null!;

    public async Task InitializeAsync() => app = await IntakeBench.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Facts_of_a_trusted_workflow_are_stored_and_read()
    {
        var facts = IntakeBench.Facts("orders", "web");

        var reply = await app.SendAsync(facts: facts);

        reply.Status.Should().Be(202, reply.Body.ToJsonString());
        JsonNode.DeepEquals(reply.Body, new JsonObject
        {
            ["pull"] = 7,
            ["head"] = app.Pull.Head.Text,
            ["projects"] = new JsonArray("orders (prod)", "web (prod)"),
            ["trusted"] = true,
            ["reasons"] = new JsonArray(),
            ["fingerprints"] = new JsonArray(Fingerprint, Fingerprint),
        }).Should().BeTrue(reply.Body.ToJsonString());
        var row = (await app.RowsAsync()).Should().ContainSingle().Subject;
        row.Should()
            .BeEquivalentTo(
                new
                {
                    Key = IntakeBench.Seven, Run = 15390L, Attempt = 2, Trusted = true,
                    DistrustReason = (string?)null
                });
        FactsCompression.Decompress(row.Facts).Should().Equal(facts);
        (await ClaimAsync()).Should().Be(IntakeBench.Seven);
    }

    [Fact]
    public async Task The_texts_of_plans_are_not_stored()
    {
        var project = new ProjectFacts("orders", "prod", IntakeBench.APlan);
        var text = new RedactedText.Shown("Plan: 1 to add", MoreLines: 0);

        await app.SendAsync(facts: IntakeBench.Facts(project with { PlanText = text }));

        var row = (await app.RowsAsync()).Should().ContainSingle().Subject;
        FactsCompression.Decompress(row.Facts).Should().Equal(IntakeBench.Facts(project));
        row.Size.Should().Be(IntakeBench.Facts(project).Length);
    }

    [Theory]
    [InlineData("event_name", "workflow_dispatch", 422, "must name its pull request and the planned head")]
    [InlineData("event_name", "pull_request_target", 403, "belongs to no pull request")]
    [InlineData("event_name", "push", 403, "belongs to no pull request")]
    [InlineData("ref", "refs/heads/main", 403, "is not the merge ref of a pull request")]
    [InlineData("ref", "refs/pull/7/head", 403, "is not the merge ref of a pull request")]
    [InlineData("ref", "refs/pull/+7/merge", 403, "is not the merge ref of a pull request")]
    [InlineData("ref", "refs/pull/8/merge", 403, "Cannot read pull request acme/infra#8")]
    [InlineData("base_ref", "lax", 403, "The run planned #7 for lax, but its base is now main")]
    [InlineData("repository", "acme/other", 403, "Is the App installed for this repository?")]
    [InlineData("repository_owner_id", "3002", 403, "but its repository ID or owner ID belongs to another")]
    [InlineData("aud", "https://other.test", 401, "was not issued for the audience")]
    public async Task A_run_without_a_matching_pull_request_is_rejected(
        string claim, string value, int status, string why)
    {
        var reply = await app.SendAsync(app.Issuer.With(claim, value));

        Refused(reply, status, why);
        (await app.RowsAsync()).Should().BeEmpty();
        (await ClaimAsync()).Should().BeNull();
    }

    [Fact]
    public async Task Evidence_for_a_closed_pull_request_is_rejected()
    {
        app.Pull.State = "closed";

        Refused(await app.SendAsync(), 403, "#7 is not open");
    }

    [Theory]
    [InlineData("runner_environment", "self-hosted", "not on a github-hosted runner")]
    [InlineData("job_workflow_ref", "acme/infra/.github/workflows/mine.yml@refs/heads/f",
        "which is not on the list of trusted workflows")]
    [InlineData("job_workflow_ref", "acme/ci/.github/workflows/publish.yml@refs/heads/next",
        "which is not on the list of trusted workflows")]
    [InlineData("job_workflow_ref", null, "which is not on the list of trusted workflows")]
    public async Task Untrusted_evidence_is_stored_with_the_reason(string claim, string? value, string why)
    {
        var reply = await app.SendAsync(app.Issuer.With(claim, value));

        reply.Status.Should().Be(202);
        ((bool)reply.Body["trusted"]!).Should().BeFalse();
        ((string)reply.Body["reasons"]![0]!).Should().Contain(why);
        (await app.RowsAsync()).Should().ContainSingle().Which.Should()
            .BeEquivalentTo(new { Trusted = false, DistrustReason = (string)reply.Body["reasons"]![0]! });
    }

    /// <summary>
    /// The plan jobs of this workflow run code of the pull request and may request a token for the App.
    /// </summary>
    [Fact]
    public async Task A_token_of_the_planning_workflow_is_not_trusted_even_when_listed()
    {
        const string planning = "tfpilot/tfpilot-actions/.github/workflows/tfpilot-plan-app.yml@refs/heads/main";
        await using var other = await IntakeBench.StartAsync(
            trusted: $"{planning} {planning.Replace("plan-app", "publish", StringComparison.Ordinal)}");

        var forged = await other.SendAsync(other.Issuer.With("job_workflow_ref", planning));
        var sent = await other.SendAsync(other.Issuer.With(
            "job_workflow_ref", planning.Replace("plan-app", "publish", StringComparison.Ordinal)));

        ((bool)forged.Body["trusted"]!).Should().BeFalse();
        ((string)forged.Body["reasons"]![0]!).Should().Contain("trust tfpilot-publish.yml in its place");
        ((bool)sent.Body["trusted"]!).Should().BeTrue();
    }

    [Fact]
    public async Task Untrusted_evidence_stores_no_facts()
    {
        var name = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i:x}-"));
        await using var other = await IntakeBench.StartAsync(trusted: "");

        await other.SendAsync(facts: IntakeBench.Facts(name));
        await other.SendAsync(other.Issuer.With("run_id", "9"), IntakeBench.FactsIn(name));

        (await other.RowsAsync()).Should().HaveCount(2).And.OnlyContain(row => row.Size < 2_000);
    }

    [Fact]
    public async Task Without_trusted_workflows_no_evidence_is_trusted()
    {
        await using var other = await IntakeBench.StartAsync(trusted: "");

        var reply = await other.SendAsync();

        ((string)reply.Body["reasons"]![0]!).Should().Contain("TFPILOT_TRUSTED_WORKFLOWS");
    }

    [Fact]
    public async Task Identical_evidence_gets_the_same_answer()
    {
        var first = await app.SendAsync();
        var second = await app.SendAsync();

        JsonNode.DeepEquals(second.Body, first.Body).Should().BeTrue();
        (await app.RowsAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Two_different_documents_of_one_attempt_make_both_untrusted()
    {
        await app.SendAsync();

        Refused(await app.SendAsync(facts: IntakeBench.Facts("web")), 409, "neither is trusted");
        var again = await app.SendAsync();

        ((bool)again.Body["trusted"]!).Should().BeFalse();
        (await app.RowsAsync()).Should().ContainSingle().Which.Trusted.Should().BeFalse();
    }

    [Fact]
    public async Task Contradicting_evidence_re_evaluates_the_pull_request_of_the_first_document()
    {
        app.GitHub.Repository.AddPull(8);
        await app.SendAsync();
        await ClaimAsync();

        Refused(await app.SendAsync(app.Issuer.With("ref", "refs/pull/8/merge")), 409, "neither is trusted");

        new[] { await ClaimAsync(), await ClaimAsync() }.Should()
            .BeEquivalentTo([IntakeBench.Seven, IntakeBench.Seven with { Pull = 8 }]);
    }

    [Fact]
    public async Task Without_memory_for_the_body_nothing_is_stored_and_the_job_retries()
    {
        var reply = await app.Intake.ReceiveAsync(
            new($"Bearer {app.Issuer.Token()}", (_, _) => Task.FromResult<Body>(new Body.Busy())), default);

        Refused(reply, 503, "Nothing was stored");
        reply.RetryAfter.Should().Be(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Another_attempt_may_send_different_evidence()
    {
        await app.SendAsync();

        var reply = await app.SendAsync(app.Issuer.With("run_attempt", "3"), IntakeBench.Facts("web"));

        ((bool)reply.Body["trusted"]!).Should().BeTrue();
        (await app.RowsAsync()).Select(row => row.Attempt).Should().Equal(3);
    }

    [Fact]
    public async Task Evidence_of_an_older_head_applies_only_to_that_head()
    {
        app.Pull.Head = FakeRepository.Sha("pushed since");

        var reply = await app.SendAsync();

        ((string)reply.Body["head"]!).Should().Be(FakeRepository.Sha("head of 7").Text);
        (await app.RowsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Evidence_applies_to_the_planned_base_even_after_the_base_moved()
    {
        app.Pull.Base = FakeRepository.Sha("moved since");

        var reply = await app.SendAsync();

        reply.Status.Should().Be(202, reply.Body.ToJsonString());
        (await app.RowsAsync()).Should().ContainSingle().Which.Base.Should().Be(FakeRepository.Sha("main").Text);
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "facts.schema should be text")]
    [InlineData("""{"schema":"tfpilot.facts/2"}""", "a facts version other than")]
    public async Task Invalid_facts_are_rejected_with_the_reason(string text, string why)
    {
        var reply = await app.SendAsync(facts: IntakeBench.Utf8(text));

        Refused(reply, 422, why);
        ((string)reply.Body["problems"]![0]!["message"]!).Should().Contain(why);
        (await app.RowsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Too_deeply_nested_facts_are_rejected()
    {
        var deep = $$"""{"schema":"tfpilot.facts/1","problems":[],"projects":{{new string('[', 100_000)}}""";

        Refused(await app.SendAsync(facts: IntakeBench.Utf8(deep)), 422, "not valid JSON");
    }

    [Fact]
    public async Task A_project_may_have_only_one_plan_per_environment()
    {
        var reply = await app.SendAsync(facts: IntakeBench.Facts("orders", "web", "orders"));

        Refused(reply, 422, "Project orders occurs 2 times for prod");
    }

    [Fact]
    public async Task Environment_names_are_case_insensitive()
    {
        var reply = await app.SendAsync(facts: IntakeBench.FactsIn("prod", "PROD"));

        Refused(reply, 422, "Project orders occurs 2 times for prod");
    }

    [Fact]
    public async Task A_project_may_have_plans_for_several_environments()
    {
        var reply = await app.SendAsync(facts: IntakeBench.FactsIn("prod", "dev"));

        reply.Status.Should().Be(202);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic abc")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a.b.c")]
    public async Task Without_a_valid_token_no_body_is_read_and_GitHub_is_not_called(string? authorization)
    {
        var reply = await app.Intake.ReceiveAsync(
            new(authorization, (_, _) => throw new InvalidOperationException("nobody may read yet")), default);

        Refused(reply, 401, "token");
        app.GitHub.Exchanges.Should().BeEmpty();
    }

    [Fact]
    public async Task Evidence_is_retried_while_GitHub_or_the_OIDC_issuer_is_unavailable()
    {
        app.Issuer.IsDown = true;
        var keys = await app.SendAsync();
        app.Issuer.IsDown = false;
        app.Issuer.Clock.Advance(TimeSpan.FromSeconds(30));
        app.GitHub.FailNext(() => FakeGitHub.Response(502, "{}"), times: 20);
        var github = await app.SendAsync();

        Refused(keys, 503, "Cannot read the keys");
        Refused(github, 503, "Cannot find the App's installation");
        (keys.RetryAfter, github.RetryAfter).Should().Be((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30)));
        (await app.RowsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_token_for_another_repository_stores_nothing()
    {
        app.GitHub.FailNext(() => FakeGitHub.Response(200, """{"id":6001,"target_id":3001}"""));
        app.GitHub.FailNext(
            () => FakeGitHub.Response(201, """
                {"token":"t","expires_at":"2030-01-02T04:04:05Z",
                  "repositories":[{"id":4002,"full_name":"acme/other"}]}
                """));

        var reply = await app.SendAsync(app.Issuer.With("repository_id", "4002"));

        Refused(reply, 403, "but its repository ID or owner ID belongs to another");
        (await app.RowsAsync()).Should().BeEmpty();
        (await app.RowsAsync(IntakeBench.Seven with { Repository = 4002 })).Should().BeEmpty();
    }

    private static string Fingerprint => PlanFingerprint.Of(IntakeBench.APlan, "prod", []);

    private async Task<PullKey?> ClaimAsync() =>
        await app.Queue.ClaimAsync(app.Issuer.Clock.GetUtcNow(), TimeSpan.FromMinutes(1), default) is { } lease
        && await app.Queue.CompleteAsync(lease, default) ? lease.Key : null;

    private static void Refused(JobReply reply, int status, string why)
    {
        reply.Status.Should().Be(status, reply.Body.ToJsonString());
        reply.ContentType.Should().Be("application/problem+json");
        ((int)reply.Body["status"]!, reply.Body["title"] is not null).Should().Be((status, true));
        ((string)reply.Body["detail"]!).Should().Contain(why);
    }
}
