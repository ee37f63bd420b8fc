using System.Text.Json;
using System.Text.Json.Nodes;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.Plans;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>Elements of lists and sets are compared by identity, not by position.</summary>
public sealed class ElementDiffTests
{
    public static TheoryData<string, Func<int, object>, Func<int, object>, string> OneOfTwoHundred => new()
    {
        { "by name", i => new { name = $"rule-{i}", priority = i, access = "Deny" },
            i => new { name = $"rule-{i}", priority = i, access = "Allow" },
            "! a[name=\"rule-70\"].access   \"Deny\" → \"Allow\"" },
        { "by id", i => new { id = $"r{i}", from_port = i % 7, to_port = 1 },
            i => new { id = $"r{i}", from_port = i % 7, to_port = 2 }, "! a[id=\"r70\"].to_port   1 → 2" },
        { "by key", i => new { key = $"k{i}", value = "x" }, i => new { key = $"k{i}", value = "y" },
            "! a[key=\"k70\"].value   \"x\" → \"y\"" },
        { "by priority", i => new { priority = i, action = "deny", source = "10.0.0.0/8" },
            i => new { priority = i, action = "allow", source = "10.0.0.0/8" },
            "! a[priority=70].action   \"deny\" → \"allow\"" },
        { "by arn", i => new { target_arn = $"arn:aws:sns:eu-west-1:1:t{i}", enabled = true },
            i => new { target_arn = $"arn:aws:sns:eu-west-1:1:t{i}", enabled = false },
            "! a[target_arn=\"arn:aws:sns:eu-west-1:1:t70\"].enabled   true → false" },
        { "by cidr and port", i => new { cidr_blocks = new[] { $"10.{i / 20}.0.0/16" }, from_port = i % 20, note = "" },
            i => new { cidr_blocks = new[] { $"10.{i / 20}.0.0/16" }, from_port = i % 20, note = "web" },
            "! a[cidr_blocks=[\"10.3.0.0/16\"], from_port=10].note   \"\" → \"web\"" },
        { "by any attribute that distinguishes", i => new { hostname = $"h{i}.example", weight = 1 },
            i => new { hostname = $"h{i}.example", weight = 5 }, "! a[hostname=\"h70.example\"].weight   1 → 5" },
        { "whose name changes", i => new { name = $"rule-{i}", priority = i, port = 443 },
            i => new { name = "renamed", priority = i, port = 443 },
            "! a[priority=70].name   \"rule-70\" → \"renamed\"" },
    };

    [Theory]
    [MemberData(nameof(OneOfTwoHundred))]
    public void A_changed_element_of_two_hundred_is_one_line(
        string how, Func<int, object> before, Func<int, object> changed, string expected)
    {
        var list = Enumerable.Range(0, 200).Select(before).ToList();
        List<object> after = [.. list];
        after[70] = changed(70);

        Lines(list, after).Should().Equal([expected], how);
        // Terraform reorders a set when one of its elements changes
        Lines(list, [after[70], .. after.Where(item => item != after[70])]).Should().HaveCountLessThanOrEqualTo(3)
            .And.Contain(line => line.StartsWith(expected));
    }

    [Fact]
    public void An_element_with_many_changed_attributes_takes_three_lines()
    {
        var list = Rules(200);
        List<object> after = [.. list];
        after[3] = new { name = "rule-3", priority = 9, access = "Allow", direction = "Outbound", protocol = "Udp" };

        Lines(list, after).Should().Equal(
            "! a[name=\"rule-3\"]   (4 attributes differ)",
            "-     access = \"Deny\", direction = \"Inbound\", priority = 103, protocol = \"Tcp\"",
            "+     access = \"Allow\", direction = \"Outbound\", priority = 9, protocol = \"Udp\"");
    }

    [Fact]
    public void A_replaced_element_is_shown_as_one_removed_and_one_added()
    {
        var list = Enumerable.Range(0, 200).Select(object (i) =>
            new { from = i, to = i, cidr = $"10.0.{i}.0/24" }).ToList();
        List<object> after = [.. list];
        after[5] = new { from = 900, to = 901, cidr = "0.0.0.0/0" };

        Lines(list, after).Should().Equal(
            "- a[cidr=\"10.0.5.0/24\"]   cidr = \"10.0.5.0/24\", from = 5, to = 5",
            "+ a[cidr=\"0.0.0.0/0\"]     cidr = \"0.0.0.0/0\", from = 900, to = 901");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(200)]
    public void An_inserted_element_does_not_change_the_others(int at)
    {
        var list = Rules(200);
        List<object> after = [.. list];
        after.Insert(at, new { name = "new", priority = 1, access = "Deny", direction = "Inbound", protocol = "Tcp" });

        Lines(list, after).Should().ContainSingle().Which.Should().StartWith("+ a[name=\"new\"]   access = \"Deny\"");
        Lines(after, list).Should().ContainSingle().Which.Should().StartWith("- a[name=\"new\"]   access = \"Deny\"");
    }

    [Fact]
    public void Priorities_shifted_by_a_new_element_are_shown_at_their_rules()
    {
        List<object> before =
            [new { name = "a", priority = 100, port = 80 }, new { name = "b", priority = 110, port = 443 }];
        List<object> after =
        [
            new { name = "new", priority = 100, port = 22 }, new { name = "a", priority = 110, port = 80 },
            new { name = "b", priority = 120, port = 443 },
        ];

        Lines(before, after).Should().Equal(
            "+ a[name=\"new\"]          name = \"new\", port = 22, priority = 100",
            "! a[name=\"a\"].priority   100 → 110", "! a[name=\"b\"].priority   110 → 120");
    }

    [Fact]
    public void Elements_without_a_name_are_identified_by_position()
    {
        Lines([], [new { a = (int?)null }, new { a = (int?)null }]).Should().Equal("+ a[0]", "+ a[1]");
        Lines([new { a = "x" }], [new { a = "x" }, new { a = "x" }]).Should().Equal("+ a[1]   a = \"x\"");
    }

    [Fact]
    public void A_different_order_is_one_line()
    {
        var list = Rules(200);

        Lines(list, [.. list.AsEnumerable().Reverse()]).Should().Equal("! a   (order only, 200 elements)");
        Lines(["b", "a"], ["a", "b"]).Should().Equal("! a   [\"b\", \"a\"] → [\"a\", \"b\"]   (order only)");
    }

    [Fact]
    public void A_different_order_is_reported_in_addition_to_another_difference()
    {
        List<object> before =
            [new { name = "c", port = 1 }, new { name = "a", port = 2 }, new { name = "b", port = 3 }];
        List<object> after =
            [new { name = "b", port = 3 }, new { name = "a", port = 2 }, new { name = "c", port = 9 }];

        Lines(before, after).Should()
            .Equal("! a[name=\"c\"].port   1 → 9   # other elements changed their order");
    }

    [Fact]
    public void A_null_attribute_equals_a_missing_one()
    {
        Lines([new { name = "a", port = (int?)null }, new { name = "b", port = (int?)1 }],
            [new { name = "b", port = (int?)1 }, new { name = "a" }]).Should().Equal("! a   (order only, 2 elements)");
    }

    [Fact]
    public void Long_values_of_an_added_element_are_not_truncated()
    {
        var ranges = Enumerable.Range(0, 30).Select(i => $"10.{i}.0.0/16").Append("0.0.0.0/0").ToArray();

        var lines = Lines([new { port = 1, cidr = new[] { "::1/128" } }, new { port = 2, cidr = new[] { "::2/128" } }],
            [new { port = 1, cidr = new[] { "::1/128" } }, new { port = 2, cidr = new[] { "::2/128" } },
                new { port = 22, cidr = ranges }]);

        lines[0].Should().Be("+ a[port=22]");
        lines.Should().OnlyContain(line => line.StartsWith('+')).And.Contain(line => line.Contains("0.0.0.0/0"));
    }

    [Fact]
    public void Many_added_elements_leave_room_for_other_attributes()
    {
        var lines = DiffText.Lines(ShownDiff.Of(A.Update("t.a", """{"a":[],"z":1}""",
            JsonSerializer.Serialize(new { a = Rules(200), z = 2 }))), 60);

        lines.Should().HaveCount(42).And.ContainMatch("! z *1 → 2")
            .And.ContainMatch("! a *(… 160 more elements: 160 added)");
    }

    [Fact]
    public void Elements_known_after_apply_are_reported_and_the_others_shown()
    {
        var ranges = Enumerable.Range(0, 20).Select(i => $"10.{i}.0.0/16").ToArray();
        var json = JsonSerializer.Serialize(ranges);
        var plan = PlanText.Single($$$"""
            {"format_version":"1.0","resource_changes":[{"address":"t.a","type":"t","change":{"actions":["update"],
             "before":{"a":{{{json}}}},"after":{"a":{{{JsonSerializer.Serialize(ranges[1..])}}}},
             "after_unknown":{"a":[{{{string.Join(',', Enumerable.Repeat("false", 19))}}},true]} }}]}
            """);

        DiffText.Lines(ShownDiff.Of(plan.Changes[0]), 60).Should().Equal(
            "! a   (1 element removed, 1 element known after apply, 20 now)",
            "-     \"10.0.0.0/16\"", "+     (known after apply)");
    }

    [Fact]
    public void The_cause_of_a_replacement_is_found_at_its_position_in_the_plan()
    {
        var list = Enumerable.Range(0, 5).Select(object (i) => new { name = $"n{i}", size = 1 }).ToList();
        List<object> after = [list[1], list[2], list[3], list[4], new { name = "n0", size = 2 }];
        var change = A.Replace("t.a", JsonSerializer.Serialize(new { a = list }),
            JsonSerializer.Serialize(new { a = after }), "a[4].size");

        DiffText.Lines(ShownDiff.Of(change), 60)[0].Should().Contain(
            "a[name=\"n0\"].size   1 → 2   # forces replacement");
        change.Reasons().Select(reason => reason.ToString()).Should().Equal("a[name=\"n0\"].size 1 → 2");
    }

    [Fact]
    public void A_sensitive_attribute_does_not_identify_an_element()
    {
        var lines = Lines(Users(["s3cret-value-1", "s3cret-value-2"], "one", "two"),
            Users(["s3cret-value-1", "s3cret-value-2"], "one", "changed"), sensitive: "name");

        lines.Should().Equal("! a[1].note   \"two\" → \"changed\"");
    }

    [Theory]
    [InlineData("s3cret-value-1", "s3cret-value-2")]
    [InlineData("s3cret-value-2", "s3cret-value-1")]
    [InlineData("s3cret-value-8", "s3cret-value-9")]
    public void Hidden_values_of_moved_elements_are_not_compared(string first, string second)
    {
        var lines = Lines(Users(["s3cret-value-1", "s3cret-value-2"], "one", "two"),
            Users([first, second], "two", "one"), sensitive: "name");

        lines.Should().Equal("! a   (order only, 2 elements)",
            "! a   (hidden values of 2 elements at other positions are not compared)");
    }

    [Fact]
    public void A_changed_hidden_value_of_an_unmoved_element_is_reported()
    {
        var lines = Lines(Users(["s3cret-value-1", "s3cret-value-2"], "one", "two"),
            Users(["s3cret-value-1", "s3cret-value-3"], "one", "two"), sensitive: "name");

        lines.Should().Equal("! a[note=\"two\"].name   (sensitive, changed)");
    }

    [Fact]
    public void An_output_shows_its_changed_elements()
    {
        var list = Rules(50);
        List<object> after = [.. list.Skip(1)];

        var shown = ShownDiff.Of("rules", A.Json(JsonSerializer.Serialize(list)).Value(),
            A.Json(JsonSerializer.Serialize(after)).Value());

        DiffText.Lines(shown, 60).Should().ContainSingle().Which.Should().StartWith("- rules[name=\"rule-0\"]");
    }

    private static object[] Users(string[] names, params string[] notes) =>
        [.. names.Zip(notes, object (name, note) => new { name, note })];

    private static List<object> Rules(int count) => [.. Enumerable.Range(0, count).Select(object (i) =>
        new { name = $"rule-{i}", priority = 100 + i, access = "Deny", direction = "Inbound", protocol = "Tcp" })];

    private static IReadOnlyList<string> Lines(
        IReadOnlyList<object> before, IReadOnlyList<object> after, string? sensitive = null)
    {
        JsonObject Marks(int count) => new()
        {
            ["a"] = new JsonArray([.. Enumerable.Range(0, count).Select(
                _ => (JsonNode)(sensitive is null ? [] : new JsonObject { [sensitive] = true }))])
        };
        var plan = PlanText.Single(new JsonObject
        {
            ["format_version"] = "1.2",
            ["resource_changes"] = new JsonArray(new JsonObject
            {
                ["address"] = "t.a",
                ["type"] = "t",
                ["change"] = new JsonObject
                {
                    ["actions"] = new JsonArray("update"),
                    ["before"] = JsonSerializer.SerializeToNode(new { a = before }),
                    ["after"] = JsonSerializer.SerializeToNode(new { a = after }),
                    ["before_sensitive"] = Marks(before.Count),
                    ["after_sensitive"] = Marks(after.Count),
                },
            }),
        }.ToJsonString());
        return DiffText.Lines(ShownDiff.Of(plan.Changes[0]), 60);
    }
}
