using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Tests.Plans;

public sealed class PlanFingerprintTests
{
    private static readonly Dictionary<string, string> Samples = Directory
        .EnumerateFiles(Repository.PathOf("action", "samples"), "plan.json", SearchOption.AllDirectories)
        .ToDictionary(
            file => Path.GetRelativePath(Repository.PathOf("action", "samples"), Path.GetDirectoryName(file)!),
            File.ReadAllText);

    public static TheoryData<string> Names => [.. Samples.Keys.Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Names))]
    public void Order_does_not_affect_the_fingerprint(string sample)
    {
        var plan = Samples[sample];
        var fingerprint = Of(plan);

        var property = Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed => Of(Shuffled(JsonNode.Parse(plan)!, new System.Random(seed))!) == fingerprint);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), property);
    }

    [Theory, MemberData(nameof(Names))]
    public void Any_changed_value_changes_the_fingerprint(string sample)
    {
        var plan = Samples[sample];
        var fingerprint = Of(plan);

        foreach (var (path, change) in ChangingLeaves(plan))
        {
            var edited = JsonNode.Parse(plan)!;
            change(edited);

            Of(edited).Should().NotBe(fingerprint, path);
        }
    }

    [Theory]
    [InlineData("$.terraform_version", "\"9.9.9\"")]
    [InlineData("$.format_version", "\"1.9\"")]
    [InlineData("$.timestamp", "\"2031-01-01T00:00:00Z\"")]
    [InlineData("$.prior_state", "{\"values\":{}}")]
    [InlineData("$.planned_values", "{}")]
    [InlineData("$.relevant_attributes", "[]")]
    [InlineData("$.applyable", "false")]
    [InlineData("$.something_new", "{\"a\":[1]}")]
    public void Descriptive_fields_do_not_affect_the_fingerprint(string path, string value)
    {
        foreach (var plan in Samples.Values) Of(With(plan, path, value)).Should().Be(Of(plan));
    }

    [Fact]
    public void Unchanged_resources_do_not_affect_the_fingerprint()
    {
        foreach (var plan in Samples.Values)
        {
            var edited = JsonNode.Parse(plan)!;
            edited["resource_changes"]!.AsArray()
                .Insert(0,
                    JsonNode.Parse("""
                        {"address":"t.same","mode":"managed","type":"t","name":"same","change":{"actions":["no-op"],"before":{"a":1},"after":{"a":1}}}
                        """));

            Of(edited).Should().Be(Of(plan));
        }
    }

    [Theory]
    [InlineData("database-upgrade", "$.resource_changes[?].address", "\"aws_db_instance.other\"")]
    [InlineData("database-upgrade", "$.resource_changes[?].change.actions", "[\"create\",\"delete\"]")]
    [InlineData("database-upgrade", "$.resource_changes[?].change.replace_paths", "[[\"password\"]]")]
    [InlineData("database-upgrade", "$.resource_changes[?].deposed", "\"00ab12cd\"")]
    [InlineData("database-upgrade", "$.resource_changes[?].provider_name", "\"registry.example/acme/aws\"")]
    [InlineData("database-upgrade", "$.resource_changes[?].previous_address", "\"aws_db_instance.before\"")]
    [InlineData("database-upgrade", "$.resource_changes[?].change.importing", "{\"id\":\"db-1\"}")]
    [InlineData("database-upgrade", "$.errored", "true")]
    [InlineData("database-upgrade", "$.complete", "false")]
    [InlineData("database-upgrade", "$.configuration.provider_config.aws.version_constraint", "\"~> 9.0\"")]
    [InlineData("import-move-forget", "$.configuration.root_module.module_calls.cache.source", "\"./elsewhere\"")]
    [InlineData(
        "import-move-forget", "$.configuration.root_module.module_calls.cache.version_constraint", "\"~> 9.0\"")]
    public void Any_different_planned_action_changes_the_fingerprint(string sample, string path, string value)
    {
        var plan = Samples[sample];
        var first = JsonNode.Parse(plan)!["resource_changes"]!.AsArray()
            .TakeWhile(change => change!["change"]!["actions"]!.AsArray().Count < 2).Count();

        var edited = With(plan,
            path.Replace("?", first.ToString(System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal), value);

        Of(edited).Should().NotBe(Of(plan));
    }

    [Fact]
    public void Only_the_planning_time_within_a_value_does_not_affect_the_fingerprint()
    {
        const string plan = """
            {"format_version":"1.2","timestamp":"PLANNED","resource_changes":[{"address":"t.a","type":"t","change":{"actions":["update"],"before":{"at":"2020-01-01T00:00:00Z"},"after":{"at":"WRITTEN"}}}]}
            """;

        string At(string planned, string written) =>
            plan.Replace("PLANNED", planned, StringComparison.Ordinal)
            .Replace("WRITTEN", written, StringComparison.Ordinal);

        Of(At("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z")).Should()
            .Be(Of(At("2027-02-02T00:00:00Z", "2027-02-02T00:00:00Z")));
        Of(At("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z")).Should()
            .NotBe(Of(At("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")));
    }

    [Fact]
    public void Tree_ids_affect_the_fingerprint_only_if_the_plan_hides_inputs()
    {
        TreeId[] trees = [new("live", new string('a', 40))];

        var open = PlanText.Single(
            Samples[Path.Combine("multi-environment", "live", "prod", "dns")].Replace(
                "\"after_unknown\": {", "\"left_out\": {", StringComparison.Ordinal));
        var hiding = PlanText.Single(Samples["secrets-and-commands"]);

        PlanFingerprint.NeedsTrees(open).Should().BeFalse();
        PlanFingerprint.Of(open, null, trees).Should().Be(PlanFingerprint.Of(open, null, []));
        PlanFingerprint.NeedsTrees(hiding).Should().BeTrue();
        PlanFingerprint.Of(hiding, null, trees).Should().NotBe(PlanFingerprint.Of(hiding, null, []));
    }

    [Fact]
    public void A_fingerprint_starts_with_its_prefix() =>
    Of(Samples["database-upgrade"]).Should().MatchRegex("^fp:[0-9a-f]{64}$");

    private static string Of(JsonNode plan) => Of(plan.ToJsonString());

    private static string Of(string plan) => PlanFingerprint.Of(PlanText.Single(plan), "prod", []);

    /// <summary>Members of all objects, and lists whose order has no meaning.</summary>
    private static JsonNode? Shuffled(JsonNode? node, System.Random random, string name = "") => node switch
    {
        JsonObject map =>
            new JsonObject(map.OrderBy(_ => random.Next())
                .Select(entry => KeyValuePair.Create(entry.Key, Shuffled(entry.Value, random, entry.Key)))),
        JsonArray list =>
            new JsonArray(
                [.. (name is "resource_changes" or "resources" or "resource_drift" ? list.OrderBy(_ => random.Next())
                    : list.AsEnumerable()).Select(item => Shuffled(item, random))]),
        _ => node?.DeepClone(),
    };

    private static JsonNode With(string plan, string path, string value)
    {
        var edited = JsonNode.Parse(plan)!;
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.').Skip(1).ToArray();
        var at = steps.SkipLast(1)
            .Aggregate(edited,
                (node, step) => step[0] == '['
                    ? node[int.Parse(step[1..^1], System.Globalization.CultureInfo.InvariantCulture)]!
                    : node[step] ?? (JsonNode)(node.AsObject()[step] = new JsonObject()));
        at[steps[^1]] = JsonNode.Parse(value);
        return edited;
    }

    /// <summary>
    /// Every leaf of an after value that is neither sensitive nor unknown and differs from before, with a function that
    /// changes its value.
    /// </summary>
    private static IEnumerable<(string Path, Action<JsonNode> Change)> ChangingLeaves(string text)
    {
        var plan = JsonNode.Parse(text)!;
        for (var i = 0; i < plan["resource_changes"]!.AsArray().Count; i++)
        {
            var index = i;
            var change = plan["resource_changes"]![i]!["change"]!;
            if (change["actions"]![0]!.GetValue<string>() is "no-op" or "delete"
                && change["actions"]!.AsArray().Count == 1) continue;
            foreach (var steps in Leaves(change["after"], [])
                .Where(steps => steps.Length > 0 && !IsMarked(change["after_sensitive"], steps)
                    && !IsMarked(change["after_unknown"], steps)))
            {
                if (JsonNode.DeepEquals(At(change["after"], steps), At(change["before"], steps))) continue;
                yield return ($"{plan["resource_changes"]![i]!["address"]}.{string.Join('.', steps)}",
                    edited => Set(edited["resource_changes"]![index]!["change"]!["after"]!, steps));
            }
        }
    }

    private static IEnumerable<object[]> Leaves(JsonNode? node, object[] steps) => node switch
    {
        JsonObject map => map.SelectMany(entry => Leaves(entry.Value, [.. steps, entry.Key])),
        JsonArray list => list.SelectMany((item, i) => Leaves(item, [.. steps, i])),
        _ => [steps],
    };

    private static JsonNode? At(JsonNode? node, object[] steps) => steps.Aggregate(node, (at, step) => (at, step) switch
    {
        (JsonObject map, string key) => map[key],
        (JsonArray list, int index) when index < list.Count => list[index],
        _ => null,
    });

    private static bool IsMarked(JsonNode? marks, object[] steps) =>
        Enumerable.Range(0, steps.Length + 1)
        .Any(depth => At(marks, steps[..depth]) is JsonValue mark && mark.TryGetValue<bool>(out var marked) && marked);

    private static void Set(JsonNode after, object[] steps)
    {
        var parent = At(after, steps[..^1])!;
        if (steps[^1] is int index) parent[index] = "something else";
        else parent[(string)steps[^1]] = "something else";
    }
}
