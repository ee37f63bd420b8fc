using System.Text;
using System.Text.Json.Nodes;

namespace TfPilot.Core.Tests.Reviews;

public sealed class FactsSchemaTests
{
    [Fact]
    public void Complete_facts_conform_to_their_schema()
    {
        var schema = Published();

        schema.Validate(Encoding.UTF8.GetString(FactsTests.Everything())).Should().BeEmpty();
    }

    [Theory]
    [InlineData("extra")]
    [InlineData("projects.0.extra")]
    [InlineData("projects.0.plan.extra")]
    [InlineData("projects.0.plan.changes.0.extra")]
    [InlineData("projects.0.plan.configuration.extra")]
    [InlineData("projects.0.sources.extra")]
    [InlineData("projects.0.cost.extra")]
    [InlineData("projects.0.scanned.0.extra")]
    public void An_unknown_field_violates_the_schema(string path)
    {
        var schema = Published();
        var document = JsonNode.Parse(FactsTests.Everything())!;

        var steps = path.Split('.');
        steps[..^1].Aggregate(document, (node, step) => step == "0" ? node[0]! : node[step]!).AsObject()[steps[^1]] = 1;

        schema.Validate(document.ToJsonString()).Should().NotBeEmpty();
    }

    [Fact]
    public void The_docs_list_every_field()
    {
        var docs = Repository.Read("docs/reference/facts.md");
        var schema = JsonNode.Parse(Repository.Read("docs/facts.schema.json"))!;

        SchemaProperties.Of(schema).Distinct().Where(name => !docs.Contains($"`{name}`", StringComparison.Ordinal))
            .Should().BeEmpty();
    }

    private static JsonSchema Published() => JsonSchema.InDocs("facts.schema.json");
}
