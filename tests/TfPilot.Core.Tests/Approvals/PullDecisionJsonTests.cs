using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Approvals;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Reviews;
using static TfPilot.Core.Tests.Approvals.Cases.People;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals;

public sealed class PullDecisionJsonTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(Repository.Read("docs/decision.schema.json"))!;

    /// <summary>A pull request that fills every list of the document.</summary>
    private static readonly PullFacts Request = Pull("live/prod/web/main.tf").With(Evidence(1, Web(Deletion)))
        .WithApprovals(Bob.Ok(), Ann.Ok())
        .WithSettings(settings => settings with { Context = WithRule(PolicyLevel.Approve, "dba").Context })
        .WithProdRule(ProdRule with { MaxAge = TimeSpan.FromDays(1), RequiredCount = 1 });

    [Fact]
    public void Decisions_of_every_kind_follow_the_schema()
    {
        var schema = JsonSchema.Of(Schema.ToJsonString());
        PullFacts[] pulls =
        [
            Request, Prod(), Prod(Bob.Ok(), Cy.Ok()), Prod(Bob.Objects()), Prod().WithOverride(),
            Prod().WithPeople(people => people with { Locks = null }),
            Pull("README.md").WithApprovals(), Prod() with { State = PullState.Closed },
            Prod() with { State = PullState.Draft },
            Pull("tools/main.tf").With(Evidence(1, Project("tools", null, Creation))).WithApprovals(),
        ];

        pulls.SelectMany(pull => schema.Validate(Json(pull))).Should().BeEmpty();
        pulls.Select(pull => pull.Overall()).Distinct().Should().BeEquivalentTo(Enum.GetValues<Decision>());
    }

    [Fact]
    public void The_decision_tree_is_serialized_completely()
    {
        var json = JsonNode.Parse(Json(Request))!;
        var requirement = json["rules"]!.AsArray()
            .Single(rule => rule!["rule"]!.GetValue<string>() == "approvals")!["standings"]![0]!;

        requirement["words"]!.GetValue<string>().Should().Be("1 of 1 approval");
        requirement["counted"]!.ToJsonString().Should().Be("""[{"id":2,"login":"bob"}]""");
        requirement["uncounted"]!.ToJsonString().Should().Be("""[{"id":1,"login":"ann","why":"is the author"}]""");
        requirement["until"]!.GetValue<string>().Should().Be("2026-11-03T09:00:00Z");
        requirement["parts"]!.AsArray().Should().ContainSingle();
        (json["decision"]!.GetValue<string>(), json["head"]!.GetValue<string>()).Should().Be(("pending", S2.Text));
    }

    [Fact]
    public void Fingerprints_and_finding_hashes_that_commands_refer_to_are_serialized()
    {
        var plan = JsonNode.Parse(Json(Request))!["plans"]!.AsArray().Single()!;

        plan["fingerprint"]!.GetValue<string>().Should().Be(EnvironmentPlan.FingerprintOf(Request, "prod"));
        plan["findings"]![0]!["hash"]!.GetValue<string>().Should().Be(FindingSet.Of(Request, "prod").Single().Hash);
        JsonNode.Parse(Json(Request.With(Evidence(1, Web(Deletion)).Untrusted())))!["plans"]!.AsArray().Should()
            .BeEmpty();
    }

    [Fact]
    public void The_docs_list_every_field()
    {
        var docs = Repository.Read("docs/reference/explain.md");

        SchemaProperties.Of(Schema).Distinct().Where(name => !docs.Contains($"`{name}`", StringComparison.Ordinal))
            .Should().BeEmpty();
    }

    private static string Json(PullFacts pull)
    {
        var buffer = new ArrayBufferWriter<byte>();
        PullDecisionJson.Write(pull, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
