using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.GitHub.Tests;

public sealed class CheckTests : IDisposable
{
    internal static readonly CheckRunDraft Whole = new(
        "tfpilot: main", "4001:7", CheckConclusion.ActionRequired, "Needs approval", "Two of three")
    {
        Details = new Uri("https://tfpilot.test/pulls/7"),
        Annotations = [new(AnnotationLevel.Error, "text", "title", "a.tf", 3, 4),
            new(AnnotationLevel.Notice, "text", null, "b.tf")],
        Actions = [new("Plan again", "Asks for another plan", "plan")],
    };

    private readonly FakeGitHub fake = new();

    public void Dispose() => fake.Dispose();

    [Fact]
    public async Task A_check_run_is_created_and_updated()
    {
        var (client, name, head) = (fake.Client(), fake.Repository.Name, fake.Repository.AddPull(7).Head);

        var created = await client.CreateCheckRunAsync(
            name, head, new("tfpilot: main", "k", null, "Waiting", "for a plan"), default);
        var running = JsonNode.Parse(fake.Exchanges[^1].Body!)!;
        var updated = await client.UpdateCheckRunAsync(name, created, Whole, default);

        updated.Should().Be(created);
        running.ToJsonString().Should()
            .Be($$"""
                {"name":"tfpilot: main","external_id":"k","status":"in_progress","output":{"title":"Waiting","summary":"for a plan","annotations":[]},"actions":[],"head_sha":"{{head}}"}
                """);
        JsonNode.Parse(fake.Exchanges[^1].Body!)!.ToJsonString().Should().Be("""
            {"name":"tfpilot: main","external_id":"4001:7","status":"completed","output":{"title":"Needs approval","summary":"Two of three","annotations":[{"path":"a.tf","start_line":3,"end_line":4,"annotation_level":"failure","message":"text","title":"title"},{"path":"b.tf","start_line":1,"end_line":1,"annotation_level":"notice","message":"text"}]},"actions":[{"label":"Plan again","description":"Asks for another plan","identifier":"plan"}],"conclusion":"action_required","details_url":"https://tfpilot.test/pulls/7"}
            """);
    }

    [Theory]
    [InlineData(CheckConclusion.Success)]
    [InlineData(CheckConclusion.Failure)]
    [InlineData(CheckConclusion.ActionRequired)]
    public async Task Every_written_conclusion_is_read_back(CheckConclusion conclusion)
    {
        var head = fake.Repository.AddPull(7).Head;
        var id = await fake.Client()
            .CreateCheckRunAsync(fake.Repository.Name, head, Whole with { Conclusion = conclusion }, default);

        var snapshot = await fake.Client()
            .ReadPullSnapshotAsync(fake.Repository.Name, new(7), 501, FakeRepository.Paths, default);

        snapshot.Checks.Should().Equal(new OwnCheckRun(id, "tfpilot: main", "4001:7", conclusion));
    }

    [Fact]
    public async Task A_check_run_that_may_have_been_created_is_not_created_again()
    {
        var head = fake.Repository.AddPull(7).Head;
        fake.FailNext(502);

        var creating = () => fake.Client().CreateCheckRunAsync(fake.Repository.Name, head, Whole, default);

        await creating.Should().ThrowAsync<GitHubException>().WithMessage("*The request may have succeeded*");
        fake.Exchanges.Should().ContainSingle();
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)] // GitHub would show them twice
    public async Task A_check_update_is_retried_unless_its_annotations_would_be_duplicated(
        bool hasAnnotations, int calls)
    {
        var check = fake.Repository.AddCheck(new JsonObject { ["name"] = "n" });
        fake.FailNext(502);

        try
        {
            await fake.Client(new(new AutoAdvanceClock(), () => 0) { Attempt = AutoAdvanceClock.AttemptTimeout })
                .UpdateCheckRunAsync(
                fake.Repository.Name, new(check.Id), hasAnnotations ? Whole : Whole with { Annotations = [] }, default);
        }
        catch (GitHubException) when (hasAnnotations)
        {
        }

        fake.Exchanges.Should().HaveCount(calls);
    }

    public static readonly TheoryData<CheckRunDraft, string> TooMuch = new()
    {
        { Whole with { Annotations = [.. Enumerable.Repeat(Whole.Annotations[0], 51)] }, "annotations" },
        { Whole with { Actions = [.. Enumerable.Repeat(Whole.Actions[0], 4)] }, "actions" },
        { Whole with { Summary = new('é', 32_768) }, "summary" },
        { Whole with { Actions = [new(new('a', 21), "", "")] }, "label" },
        { Whole with { Actions = [new("", new('a', 41), "")] }, "description" },
        { Whole with { Actions = [new("", "", new('a', 21))] }, "identifier" },
    };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public async Task A_check_run_above_GitHubs_limits_is_not_sent(CheckRunDraft draft, string what)
    {
        var creating = () => fake.Client()
            .CreateCheckRunAsync(fake.Repository.Name, CommitSha.Parse(new('a', 40)), draft, default);

        await creating.Should().ThrowAsync<ArgumentException>().WithMessage($"a check's {what} may hold *");
        fake.Exchanges.Should().BeEmpty();
    }
}
