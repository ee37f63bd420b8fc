using System.Text.Json.Nodes;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings;

public sealed class SchemaTests
{
    private const string Path = "docs/tfpilot.schema.json";

    [Fact]
    public void The_published_settings_schema_matches_the_reader()
    {
        var written = SchemaText.Of(SettingsSections.File, ".tfpilot.yml",
            "The settings of tfpilot; docs/reference/configuration.md explains every key.");

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(Repository.PathOf(Path), written);

        written.Should().Be(Repository.Read(Path));
    }

    [Fact]
    public void Schema_and_reader_accept_a_file_with_every_key()
    {
        var schema = Published();

        var json = YamlJson.Of(Given.Complete)!;

        schema.Validate(json.ToJsonString()).Should().BeEmpty();
        Given.Problems(Given.Complete).Should().BeEmpty();
    }

    [Fact]
    public void The_complete_example_uses_every_key()
    {
        var used = KeysOf(YamlJson.Of(Given.Complete)!);

        var known = PropertiesOf(JsonNode.Parse(Repository.Read(Path))!).Distinct();

        known.Except(used).Should().BeEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("version: 2")]
    [InlineData("version: '1'")]
    [InlineData("{ version: 1, extra: 1 }")]
    [InlineData("{ version: 1, environments: [] }")]
    [InlineData("{ version: 1, environments: { 'a b': {} } }")]
    [InlineData("{ version: 1, environments: { a: { risk_multiplier: 11 } } }")]
    [InlineData("{ version: 1, environments: { a: { approvals: nobody } } }")]
    [InlineData("{ version: 1, environments: { a: { approvals: { count: 0 } } } }")]
    [InlineData("{ version: 1, environments: { a: { approvals: { teams: [] } } } }")]
    [InlineData("{ version: 1, environments: { a: { approvals: { also: [{ name: b, teams: [c] }] } } } }")]
    [InlineData("{ version: 1, environments: { a: { approvals: { max_age: 14 } } } }")]
    [InlineData("{ version: 1, unmapped: all }")]
    [InlineData("{ version: 1, shared: a }")]
    [InlineData("{ version: 1, shared: [1] }")]
    [InlineData("{ version: 1, roles: { guest: { permission: read } } }")]
    [InlineData("{ version: 1, override: {} }")]
    [InlineData("{ version: 1, locks: { warn_after: 4w } }")]
    [InlineData("{ version: 1, policy: { level: stop } }")]
    [InlineData("{ version: 1, policy: { inline_ignore: 'yes' } }")]
    [InlineData("{ version: 1, policy: { rules: [{ id: a }] } }")]
    [InlineData("{ version: 1, policy: { rules: [{ id: A, deny: { types: [b] } }] } }")]
    [InlineData("{ version: 1, policy: { rules: [{ id: a, deny: { types: [b] }, cost: { max_total: 1 } }] } }")]
    [InlineData("{ version: 1, policy: { rules: [{ id: a, deny: { types: [b] }, factor: luck }] } }")]
    [InlineData(
        "{ version: 1, environments: { p: {} }, policy: { rules: [{ id: a, deny: { types: [b] }, in: { p: { allow: " +
        "c } } }] } }")]
    [InlineData("{ version: 1, policy: { rules: [{ id: a, deny: {} }] } }")]
    [InlineData("{ version: 1, policy: { rules: [{ id: a, naming: { pattern: [] } }] } }")]
    [InlineData("{ version: 1, policy: { rules: [{ id: a, naming: { pattern: { b: c } } }] } }")]
    [InlineData(
        "{ version: 1, policy: { rules: [{ id: a, tags: { required: { b: { equals: c, values: [d] } } } }] } }")]
    [InlineData("{ version: 1, policy: { rules: [{ id: a, attributes: [{ type: b }] }] } }")]
    [InlineData("{ version: 1, policy: { rules: [{ id: a, cost: { currency: EUR } }] } }")]
    [InlineData("{ version: 1, policy: { waivers: [{ rule: a, match: ['*'], reason: b }] } }")]
    [InlineData("{ version: 1, cost: { show_from: some } }")]
    [InlineData("{ version: 1, comment: { key: A } }")]
    public void Schema_and_reader_reject_the_same_documents(string yaml)
    {
        var schema = Published();

        schema.Validate(YamlJson.Of(yaml)!.ToJsonString()).Should().NotBeEmpty();
        Given.Problems(yaml).Should().NotBeEmpty();
    }

    [Fact]
    public void Schema_and_reader_agree_on_every_removed_renamed_or_emptied_key()
    {
        var schema = Published();
        var complete = YamlJson.Of(Given.Complete)!;

        var disagreed = JsonVariants.Of(complete)
            .Where(json => schema.Validate(json).Count == 0 != Given.Problems(json).All(IsBeyondTheSchema)).ToList();

        disagreed.Should().BeEmpty();
        JsonVariants.Of(complete).Should().HaveCountGreaterThan(400);
    }

    // Checks that a schema cannot express: names that must exist elsewhere in the file, and texts that only a person
    // can judge.
    private static bool IsBeyondTheSchema(string problem) =>
        problem.Contains("which is not an environment", StringComparison.Ordinal)
        || problem.Contains("which is not a rule", StringComparison.Ordinal)
        || problem.Contains("is not a time zone", StringComparison.Ordinal)
        || problem.Contains("the end of the freeze", StringComparison.Ordinal)
        || problem.Contains("a URL that is not allowed", StringComparison.Ordinal);

    private static IEnumerable<string> KeysOf(JsonNode json) =>
        JsonVariants.PathsOf(json).Select(path => path.Split('\n')[^1]).Distinct();

    private static IEnumerable<string> PropertiesOf(JsonNode? schema) => schema switch
    {
        JsonObject map => map.SelectMany(pair => pair.Key == "properties"
            ? pair.Value!.AsObject().SelectMany(property => PropertiesOf(property.Value).Prepend(property.Key))
            : PropertiesOf(pair.Value)),
        JsonArray list => list.SelectMany(PropertiesOf),
        _ => [],
    };

    private static JsonSchema Published() => JsonSchema.InDocs("tfpilot.schema.json");
}
