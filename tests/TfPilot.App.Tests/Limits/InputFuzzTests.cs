using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TfPilot.App.Decisions;
using TfPilot.App.Evidence;
using TfPilot.App.Tests.Evidence;
using TfPilot.App.Tests.Host;
using TfPilot.Core.Tests.Limits;
using TfPilot.GitHub.Tests.Evidence;
using TfPilot.GitHub.Webhooks;

namespace TfPilot.App.Tests.Limits;

/// <summary>
/// Any HTTP request is either accepted or rejected: without an unexpected exception, and within a budget of time and
/// memory.
/// </summary>
public sealed class InputFuzzTests
{
    private const int Seed = 20_261_129;
    private const int InputCount = 4;
    private const int MaxRequests = 500; // Each is a full HTTP request.
    private const long MaxBytes = 256L << 20;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    private static readonly string[] Deliveries =
    [
        """
        {"action":"created","installation":{"id":6001},
          "repository":{"id":4001,"full_name":"acme/infra","default_branch":"main"},
          "sender":{"id":5,"login":"ann","type":"User"},"issue":{"number":7,"pull_request":{}},
          "comment":{"id":5,"body":"/tfpilot help","user":{"type":"User"}}}
        """,
        """
        {"action":"synchronize","installation":{"id":6001},"repository":{"id":4001,"full_name":"acme/infra"},
          "pull_request":{"number":7,"head":{"sha":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}}}
        """,
        """
        {"ref":"refs/heads/main","after":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
          "repository":{"id":4001,"full_name":"acme/infra","default_branch":"main"}}
        """,
    ];

    public static TheoryData<string> Events() =>
        ["issue_comment", "pull_request", "push", "check_run", "membership", "merge_group"];

    [Theory]
    [MemberData(nameof(Events))]
    public void A_mutated_delivery_is_read_or_rejected(string name) =>
        Wrong(Deliveries, Mutations.Count / InputCount / 6,
            text => _ = WebhookReader.Read(name, Encoding.UTF8.GetBytes(text))).Should().BeEmpty();

    [Fact]
    public void A_mutated_simulation_request_is_read_or_rejected() => Wrong(
        ["""
            {"repository":"acme/infra","pull":7,"approvals":["bob","cy"],"files":["live/prod/db/main.tf",".tfpilot.yml"]}
            """],
        Mutations.Count / InputCount,
        text => _ = DecisionQuestion.Read(Encoding.UTF8.GetBytes(text))).Should().BeEmpty();

    [Fact]
    public async Task Mutated_evidence_is_accepted_or_rejected_and_never_causes_a_server_error()
    {
        using var issuer = new FakeIssuer();
        await using var app = await RunningApp.StartAsync(
            parts => parts.AddSingleton(issuer.Verifier()), ("TFPILOT_TRUSTED_WORKFLOWS", IntakeBench.Workflow),
            ("TFPILOT_OIDC_AUDIENCE", FakeIssuer.Audience));
        app.GitHub.Repository.AddPull(7);
        foreach (var text in Mutations.Of(
            [Encoding.UTF8.GetString(IntakeBench.Facts())], Math.Min(Mutations.Count / InputCount, MaxRequests), Seed))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post,
                EvidenceEndpoint.Path)
            { Content = new StringContent(text, Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token());

            using var answer = await app.Http.SendAsync(request);

            answer.StatusCode.Should()
                .BeOneOf([HttpStatusCode.Accepted, HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity],
                    because: text[..Math.Min(text.Length, 300)]);
        }
    }

    [Theory]
    [InlineData("../x.tf")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("/")]
    [InlineData("a/../../b")]
    public async Task Evidence_with_an_invalid_entry_file_path_is_rejected(string path)
    {
        using var issuer = new FakeIssuer();
        await using var app = await RunningApp.StartAsync(
            parts => parts.AddSingleton(issuer.Verifier()), ("TFPILOT_TRUSTED_WORKFLOWS", IntakeBench.Workflow),
            ("TFPILOT_OIDC_AUDIENCE", FakeIssuer.Audience));
        app.GitHub.Repository.AddPull(7);
        var facts = JsonNode.Parse(IntakeBench.Facts())!;
        facts["projects"]![0]!["entryFile"] = path;
        using var request = new HttpRequestMessage(HttpMethod.Post,
            EvidenceEndpoint.Path)
        {
            Content = new StringContent(
                facts.ToJsonString(), Encoding.UTF8, "application/json")
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token());

        using var answer = await app.Http.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("entryFile should be a path inside the repository");
    }

    private static List<string> Wrong(IReadOnlyList<string> seeds, int count, Action<string> read)
    {
        var wrong = new List<string>();
        foreach (var text in Mutations.Of(seeds, count, Seed))
        {
            var cost = Bounded.Measure(() => read(text));
            if (cost.Failure is not null || cost.Time > MaxTime || cost.Bytes > MaxBytes)
                wrong.Add($"{cost} for {text[..Math.Min(text.Length, 300)]}");
        }

        return wrong;
    }
}
