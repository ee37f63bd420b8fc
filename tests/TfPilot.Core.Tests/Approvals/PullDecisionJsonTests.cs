using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Approvals;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Reviews;
using static TfPilot.Core.Tests.Approvals.AnOpen;
using static TfPilot.Core.Tests.Approvals.Cases.People;

namespace TfPilot.Core.Tests.Approvals;

public sealed class PullDecisionJsonTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(Repository.Read("docs/decision.schema.json"))!;

    /// <summary>A pull request that fills every list of the document.</summary>
    private static readonly PullFacts Asked = Pull("live/prod/web/main.tf").With(Evidence(1, Web(Deletion)))
        .Asked(Bob.Ok(), Ann.Ok())
        .Settled(settings => settings with { Context = WithRule(PolicyLevel.Approve, "dba").Context })
        .Under(ProdRule with { MaxAge = TimeSpan.FromDays(1), Count = 1 });

    [Fact]
    public void Decisions_of_every_kind_follow_the_schema()
    {
        var schema = JsonSchema.Of(Schema.ToJsonString());
        PullFacts[] pulls =
        [
            Asked, Prod(), Prod(Bob.Ok(), Cy.Ok()), Prod(Bob.Objects()), Prod().Overridden(),
            Prod().Where(people => people with { Locks = null }),
            Pull("README.md").Asked(), Prod() with { State = PullState.Closed },
            Prod() with { State = PullState.Draft },
            Pull("tools/main.tf").With(Evidence(1, Project("tools", null, Creation))).Asked(),
        ];

        pulls.SelectMany(pull => schema.Validate(Json(pull))).Should().BeEmpty();
        pulls.Select(pull => pull.Overall()).Distinct().Should().BeEquivalentTo(Enum.GetValues<Decision>());
    }

    [Fact]
    public void The_decision_tree_is_serialized_completely()
    {
        var json = JsonNode.Parse(Json(Asked))!;
        var standing = json["rules"]!.AsArray()
            .Single(rule => rule!["rule"]!.GetValue<string>() == "approvals")!["standings"]![0]!;

        standing["words"]!.GetValue<string>().Should().Be("1 of 1 approval");
        standing["counted"]!.ToJsonString().Should().Be("""[{"id":2,"login":"bob"}]""");
        standing["uncounted"]!.ToJsonString().Should().Be("""[{"id":1,"login":"ann","why":"is the author"}]""");
        standing["until"]!.GetValue<string>().Should().Be("2026-11-03T09:00:00Z");
        standing["parts"]!.AsArray().Should().ContainSingle();
        (json["decision"]!.GetValue<string>(), json["head"]!.GetValue<string>()).Should().Be(("pending", S2.Text));
    }

    [Fact]
    public void Fingerprints_and_finding_hashes_that_commands_refer_to_are_serialized()
    {
        var plan = JsonNode.Parse(Json(Asked))!["plans"]!.AsArray().Single()!;

        plan["fingerprint"]!.GetValue<string>().Should().Be(EnvironmentPlan.FingerprintOf(Asked, "prod"));
        plan["findings"]![0]!["hash"]!.GetValue<string>().Should().Be(FindingSet.Of(Asked, "prod").Single().Hash);
        JsonNode.Parse(Json(Asked.With(Evidence(1, Web(Deletion)).Untrusted())))!["plans"]!.AsArray().Should()
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
