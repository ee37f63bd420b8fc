using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Plans;

/// <summary>The reader removes sensitive values but keeps the fact that they change.</summary>
public sealed partial class RedactionTests
{
    private const string Secret = "hunter2-hunter2";

    [Theory]
    // a leaf of a nested object
    [InlineData("""{"a":{"b":"S"}}""", """{"a":{"b":true}}""", """{"a":{"b":{"$":"sensitive-changed"}}}""")]
    // an element
    [InlineData("""{"a":["x","S"]}""", """{"a":[false,true]}""", """{"a":["x",{"$":"sensitive-changed"}]}""")]
    // a set, which Terraform marks as a whole
    [InlineData("""{"a":["S","x"]}""", """{"a":true}""", """{"a":{"$":"sensitive-changed"}}""")]
    // a block
    [InlineData(
        """{"a":[{"b":"S","c":1}]}""", """{"a":[{"b":true}]}""", """{"a":[{"b":{"$":"sensitive-changed"},"c":1}]}""")]
    [InlineData("""{"a":"S","b":[1]}""", "true", """{"$":"sensitive-changed"}""")] // the whole object
    // not strings
    [InlineData("""{"a":12345678,"b":true}""", """{"a":true,"b":true}""",
        """{"a":{"$":"sensitive-changed"},"b":{"$":"sensitive-changed"}}""")]
    [InlineData("""{"a":null}""", """{"a":true}""", """{"a":null}""")] // nothing to hide
    // a user's own dollar sign is not a marker
    [InlineData("""{"$":"S","$x":"y"}""", """{"$":true}""", """{"$$":{"$":"sensitive-changed"},"$$x":"y"}""")]
    public void A_sensitive_path_becomes_a_marker(string after, string marks, string expected)
    {
        var change = Single("""{"actions":["create"],"before":null,"after":AFTER,"after_sensitive":MARKS}""",
            ("AFTER", after), ("MARKS", marks));

        change.After.ToString().Should().Be(expected);
    }

    [Theory]
    [InlineData("""{"a":true}""", "{}", "one-secret", "two-secret", "sensitive-changed")] // marked before only
    [InlineData("{}", """{"a":true}""", "one-secret", "two-secret", "sensitive-changed")] // marked after only
    [InlineData("""{"a":true}""", """{"a":true}""", "one-secret", "two-secret", "sensitive-changed")]
    [InlineData("""{"a":true}""", """{"a":true}""", "one-secret", "one-secret", "sensitive")]
    [InlineData("false", """{"a":true}""", "one-secret", "one-secret", "sensitive")]
    public void A_sensitive_mark_on_either_side_hides_both_and_reports_whether_they_differ(
        string before, string after, string was, string becomes, string marker)
    {
        var change = Single("""
            {"actions":["update"],"before":{"a":"WAS"},"after":{"a":"BECOMES"},"before_sensitive":BEFORE,
              "after_sensitive":AFTER}
            """,
            ("WAS", was), ("BECOMES", becomes), ("BEFORE", before), ("AFTER", after));

        change.Before.ToString().Should().Be("""{"a":{"$":"sensitive"}}""");
        change.After.ToString().Should()
            .Be("""{"a":{"$":"MARKER"}}""".Replace("MARKER", marker, StringComparison.Ordinal));
        change.AttributeChanges().Should().HaveCount(marker == "sensitive" ? 0 : 1);
    }

    [Theory]
    [InlineData("""{"actions":["update"],"before":{"a":1},"after":{"a":"S"}}""")]
    [InlineData("""{"actions":["create"],"before":null,"after":{"a":[{"b":"S"}]}}""")]
    [InlineData("""{"actions":["delete"],"before":{"a":"S"},"after":null}""")]
    [InlineData("""{"actions":["no-op"],"before":{},"after":{},"importing":{"id":"S"}}""")]
    public void An_equal_string_elsewhere_is_masked(string change)
    {
        var plan = PlanText.Single(
            Document(Changes(Entry("t.open", change),
                Entry("t.hidden",
                    """{"actions":["no-op"],"before":{"p":"S"},"after":{"p":"S"},"after_sensitive":{"p":true}}"""))));

        Everything(plan).Should().NotContain(Secret);
        var open = plan.Changes.Single();
        (open.Importing == PlanValue.Masked.Value
            || $"{open.Before}{open.After}".Contains("""{"$":"masked"}""", StringComparison.Ordinal)).Should().BeTrue();
    }

    [Theory]
    [InlineData("""{"output_changes":{"o":{"actions":["create"],"before":null,"after":"S"}}}""")]
    [InlineData("""
        {"resource_drift":[{"address":"t.d","type":"t",
          "change":{"actions":["update"],"before":{"a":1},"after":{"a":"S"}}}]}
        """)]
    [InlineData("""
        {"deferred_changes":[{"reason":"provider_config_unknown",
          "resource_change":{"address":"t.d","type":"t",
          "change":{"actions":["create"],"before":null,"after":{"a":"S"}}}}]}
        """)]
    [InlineData("""{"action_invocations":[{"address":"action.t.a","type":"t","config_values":{"a":"S"}}]}""")]
    [InlineData("""
        {"deferred_action_invocations":[{"reason":"x",
          "action_invocation":{"address":"action.t.a","type":"t","config_values":{"a":"S"}}}]}
        """)]
    [InlineData("""
        {"checks":[{"address":{"to_display":"check.a"},"status":"fail","instances":[{"problems":[{"message":"S"}]}]}]}
        """)]
    [InlineData("""
        {"checks":[{"address":{"to_display":"check.a"},"status":"fail",
          "instances":[{"problems":[{"message":"The password S is too short."}]}]}]}
        """)]
    public void No_part_of_the_plan_repeats_a_secret(string part)
    {
        var hidden = Changes(
            Entry("t.hidden",
                """{"actions":["create"],"before":null,"after":{"p":"S"},"after_sensitive":{"p":true}}"""));

        var (behind, before) = (PlanText.Single(Document(hidden, part[1..^1])),
            PlanText.Single(Document(part[1..^1], hidden)));

        (Everything(behind) + Everything(before)).Should().NotContain(Secret);
    }

    [Theory]
    [InlineData("variables,configuration,resource_changes")]
    [InlineData("resource_changes,configuration,variables")]
    [InlineData("configuration,resource_changes,variables")]
    public void The_value_of_a_sensitive_variable_is_masked_in_any_file_order(string order)
    {
        var parts = new Dictionary<string, string>
        {
            ["variables"] = "\"variables\"" +
                """:{"password":{"value":{"deep":["S"]}},"open":{"value":"not-a-secret"}}""",
            ["configuration"] = "\"configuration\"" +
                """:{"root_module":{"variables":{"password":{"sensitive":true},"open":{}}}}""",
            ["resource_changes"] = Changes(
                Entry("t.a", """{"actions":["create"],"before":null,"after":{"a":"S","b":"not-a-secret"}}""")),
        };

        var plan = PlanText.Single(Document([.. order.Split(',').Select(name => parts[name])]));

        plan.Changes.Single().After.ToString().Should().Be("""{"a":{"$":"masked"},"b":"not-a-secret"}""");
        Everything(plan).Should().NotContain(Secret);
    }

    [Fact]
    public void A_sensitive_output_is_hidden_and_its_value_masked()
    {
        var plan = PlanText.Single(Document(
            "\"output_changes\"" +
                """
                :{"o":{"actions":["update"],"before":"old-secret","after":"S","before_sensitive":true,
                  "after_sensitive":true}}
                """,
            Changes(Entry("t.a", """{"actions":["create"],"before":null,"after":{"a":"S"}}"""))));

        plan.Outputs.Single().After.ToString().Should().Be("""{"$":"sensitive-changed"}""");
        plan.Changes.Single().After.ToString().Should().Be("""{"a":{"$":"masked"}}""");
    }

    [Theory]
    [InlineData("1234567", "\"1234567\"")] // shorter than eight: too many innocent values are equal
    [InlineData("12345678", """{"$":"masked"}""")]
    public void Masking_applies_from_eight_characters(string secret, string shown)
    {
        var change = Single("""
            {"actions":["create"],"before":null,"after":{"open":"SECRET","p":"SECRET"},"after_sensitive":{"p":true}}
            """, ("SECRET", secret));

        change.After.ToString().Should().StartWith("{\"open\":" + shown);
    }

    [Fact]
    public void A_secret_with_JSON_escapes_is_the_same_secret()
    {
        var change = Single("""
            {"actions":["create"],"before":null,"after":{"open":"gr\u00fc\u00dfe\/all","p":"grüße/all"},
              "after_sensitive":{"p":true}}
            """);

        change.After.ToString().Should().Be("""{"open":{"$":"masked"},"p":{"$":"sensitive-changed"}}""");
    }

    [Fact]
    public void Addresses_types_and_keys_are_not_masked()
    {
        var plan = PlanText.Single(
            Document(Changes("""
                {"address":"S.S","type":"S","change":{"actions":["create"],"before":null,"after":{"S":1,"p":"S"},
                  "after_sensitive":{"p":true}}}
                """)));

        var change = plan.Changes.Single();

        (change.Address.Text, change.Type).Should().Be(($"{Secret}.{Secret}", Secret));
        change.After.ToString().Should().StartWith($$"""{"{{Secret}}":1""");
    }

    [Fact]
    public void No_output_format_shows_a_secret_from_any_path()
    {
        var sample = Repository.Read("action/samples/database-upgrade/plan.json");
        var seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(seeds, seed =>
        {
            var plan = PlanText.Single(Infected(sample, new System.Random(seed)));

            Everything(plan).Should().NotContain(Secret);
            plan.Changes.Should().Contain(change => change.After.ToString().Contains("sensitive-changed"));
        }));
    }

    /// <summary>The secret at random places of values, one of which is marked as sensitive.</summary>
    private static string Infected(string sample, System.Random random)
    {
        var plan = JsonNode.Parse(sample)!;
        foreach (var entry in plan["resource_changes"]!.AsArray())
        {
            foreach (var side in new[] { "before", "after" })
            {
                if (entry!["change"]![side] is not JsonObject values) continue;
                foreach (var (key, _) in values.Where(value => value.Value is JsonValue && random.Next(4) == 0)
                    .ToList()) values[key] = Secret;
            }
        }

        var changes = plan["resource_changes"]!.AsArray().Select(entry => entry!["change"]!)
            .Where(change => change["after"] is JsonObject).ToList();
        var marked = changes[random.Next(changes.Count)];
        marked["actions"] = new JsonArray("update");
        marked["after"]!["leak"] = Secret;
        (marked["after_sensitive"] as JsonObject
            ?? (JsonNode)(marked["after_sensitive"] = new JsonObject()))["leak"] = true;
        return plan.ToJsonString();
    }

    [Theory]
    [InlineData("""{"key":{"actions":["update"],"before":"S","after":"other-value"}}""")]
    [InlineData("""{"key":{"actions":["create"],"before":null,"after":"S"}}""")]
    [InlineData("""{"key":{"actions":["no-op"],"before":"S","after":"S"}}""")] // unchanged, and a secret all the same
    public void An_output_marked_sensitive_only_in_the_configuration_is_masked_everywhere(string outputs)
    {
        string[] parts =
        [
            "\"output_changes\":" + outputs,
            Changes(Entry("t.a", """{"actions":["create"],"before":null,"after":{"copy":"S"}}""")),
            """ "configuration":{"root_module":{"outputs":{"key":{"sensitive":true,"expression":{}}}}} """,
        ];

        var shown = new[] { parts, [.. parts.Reverse()] }.Select(order => Everything(PlanText.Single(Document(order))));

        shown.Should().AllSatisfy(text => text.Should().NotContain(Secret));
    }

    [Theory]
    [InlineData("""{"variables":{"key":{"sensitive":true,"default":"S"}}}""")]
    [InlineData("""
        {"module_calls":{"m":{"expressions":{"key":{"constant_value":"S"}},
          "module":{"variables":{"key":{"sensitive":true}}}}}}
        """)]
    [InlineData("""{"module_calls":{"m":{"module":{"variables":{"key":{"sensitive":true,"default":"S"}}}}}}""")]
    public void The_default_of_a_sensitive_variable_is_a_secret(string rootModule)
    {
        var plan = PlanText.Single(Document(
            Changes(Entry("t.a", """{"actions":["create"],"before":null,"after":{"copy":"S"}}""")),
            "\"configuration\":{\"root_module\":" + rootModule + "}"));

        Everything(plan).Should().NotContain(Secret);
    }

    /// <summary>The output of every writer for a plan.</summary>
    internal static string Everything(Plan plan)
    {
        var project = new ProjectReview("orders", "prod", plan, PlanFingerprint.Of(plan, "prod", []),
            RiskRules.Assess(plan, RiskSettings.For("prod")));
        var review = Review.Of([project], []);
        var json = new ArrayBufferWriter<byte>();
        ReviewJson.Write(review, json);
        var facts = new ArrayBufferWriter<byte>();
        FactsWriter.Write(new ReviewFacts([new ProjectFacts("orders", "prod", plan)], []), facts);
        var sarif = new ArrayBufferWriter<byte>();
        ReviewSarif.Write(review, "1.0.0", sarif);
        return string.Concat(
            TerminalText.Write(review, new(Color: true, Width: 1000)),
            ReviewMarkdown.Write(review, new(MarkdownBudget.JobSummary)),
            ReviewMarkdown.Write(review, new(MarkdownBudget.Comment)),
            Encoding.UTF8.GetString(sarif.WrittenSpan),
            ReviewJUnit.Write(review),
            Encoding.UTF8.GetString(json.WrittenSpan),
            Encoding.UTF8.GetString(facts.WrittenSpan));
    }

    private static ResourceChange Single(string change, params (string Word, string Value)[] values) =>
        PlanText.Single(
            Document(Changes(
                Entry("t.a",
                    values.Aggregate(change,
                        (text, value) => text.Replace(
                            value.Word, value.Value, StringComparison.Ordinal)))))).Changes.Single();

    private static string Entry(string address, string change) =>
        "{\"address\":\"" + address + "\",\"type\":\"t\",\"change\":" + change + "}";

    private static string Changes(params string[] entries) =>
        "\"resource_changes\":[" + string.Join(',', entries) + "]";

    /// <summary>A plan with these parts, in which S is replaced by the secret.</summary>
    private static string Document(params string[] parts) =>
        Lone().Replace("{\"format_version\":\"1.2\"," + string.Join(',', parts) + "}", Secret);

    [GeneratedRegex(@"\bS\b")]
    private static partial Regex Lone();
}
