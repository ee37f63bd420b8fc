using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Tests.Plans;

/// <summary>Marks of sensitive values follow the elements of a list, and reveal nothing where they do not.</summary>
public sealed class MovedSecretsTests
{
    [Fact]
    public void A_public_value_is_not_hidden_by_the_mark_of_another_element()
    {
        var plan = Plan(
            [Element("DB_PASS", "hunter2", isMarked: true), Element("DEBUG", "false"), Element("MODE", "x")],
            [Element("DEBUG", "true"), Element("MODE", "x"), Element("DB_PASS", "hunter2", isMarked: true)]);

        Lines(plan).Should().Equal(
            "! env[name=\"DEBUG\"].value   \"false\" → \"true\"   # other elements changed their order",
            "! env                       (hidden values of 1 element at other positions are not compared)");
        RedactionTests.Everything(plan).Should().NotContain("hunter2");
    }

    [Theory]
    [InlineData(true, false, "one", "two")]
    [InlineData(false, true, "one", "two")]
    [InlineData(true, true, "one", "two")]
    [InlineData(true, false, "one", "one")]
    [InlineData(false, true, "one", "one")]
    public void A_mark_on_either_side_hides_both_sides_of_a_moved_element(
        bool markedBefore, bool markedAfter, string was, string becomes)
    {
        var plan = Plan(
            [Element("PASS", was, markedBefore), Element("MODE", "x"), Element("SIZE", "3")],
            [Element("MODE", "x"), Element("SIZE", "4"), Element("PASS", becomes, markedAfter)]);

        $"{plan.Changes[0].Before}{plan.Changes[0].After}".Should().NotContain("\"one\"").And.NotContain("\"two\"");
        Lines(plan)[0].Should().Be(
            "! env[name=\"SIZE\"].value   \"3\" → \"4\"   # other elements changed their order");
    }

    [Theory]
    [InlineData("pin", """{"name":"NEW","value":{"$":"sensitive"}}""")] // the same text
    [InlineData("my pin", """{"name":"NEW","value":{"$":"sensitive-changed"}}""")] // contains it
    [InlineData("open", """{"name":"NEW","value":"open"}""")]
    public void A_value_at_the_position_of_a_hidden_one_is_hidden_where_it_contains_it(string added, string shown)
    {
        var plan = Plan(
            [Element("OLD", "pin", isMarked: true), Element("MODE", "x")],
            [Element("NEW", added), Element("MODE", "x")]);

        plan.Changes[0].After.ToString().Should().StartWith($"{{\"env\":[{shown},");
        RedactionTests.Everything(plan).Should().NotContain("pin\"");
    }

    [Theory]
    [InlineData("""["x","S"]""", """["S","y"]""", "[false,true]", "[true,false]")] // plain values have no identity
    [InlineData("""[["x"],["S"]]""", """[["S"],["y"]]""", "[[false],[true]]", "[[true],[false]]")]
    public void Marks_of_other_lists_are_joined_by_position(string before, string after, string was, string becomes)
    {
        var change = PlanText.Single($$$"""
            {"format_version":"1.2","resource_changes":[{"address":"t.a","type":"t","change":{"actions":["update"],
              "before":{"a":{{{before}}}},"after":{"a":{{{after}}}},
              "before_sensitive":{"a":{{{was}}}},"after_sensitive":{"a":{{{becomes}}} } } }]}
            """).Changes[0];

        $"{change.Before}{change.After}".Should().NotContainAny("\"x\"", "\"y\"", "\"S\"");
    }

    [Fact]
    public void Marks_are_joined_by_position_when_the_plan_omits_unknown_elements()
    {
        var change = PlanText.Single("""
            {"format_version":"1.2","resource_changes":[{"address":"t.a","type":"t","change":{"actions":["update"],
              "before":{"a":[{"name":"A","value":"pin"},{"name":"B","value":"x"}]},
              "after":{"a":[{"name":"B","value":"pin"}]},"after_unknown":{"a":[true,{}]},
              "before_sensitive":{"a":[{"value":true},{}]},"after_sensitive":{"a":[{},{"value":true}]}}}]}
            """).Changes[0];

        change.After.ToString().Should()
            .Be("""{"a":[{"$":"unknown"},{"name":"B","value":{"$":"sensitive-changed"}}]}""");
        $"{change.Before}{change.After}".Should().NotContain("pin");
    }

    [Fact]
    public void No_marked_text_is_shown_whatever_moves() =>
    Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Seeds, seed =>
    {
        var random = new System.Random(seed);
        var (before, after) = (AnyList(random), AnyList(random));

        var plan = Plan(before, after);

        var shown = RedactionTests.Everything(plan);
        foreach (var text in Hidden(before, after)) shown.Should().NotContain(text);
        foreach (var (was, becomes, i) in before.Zip(after, Enumerable.Range(0, 6)))
        {
            if (was.Value != becomes.Value || !(IsSecret(was) || IsSecret(becomes))) continue;
            ValueAt(plan.Changes[0].Before, i).Should().NotBeOfType<PlanValue.Text>();
            ValueAt(plan.Changes[0].After, i).Should().NotBeOfType<PlanValue.Text>();
        }
    }));

    [Fact]
    public void A_public_change_is_never_hidden() =>
    Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Seeds, seed =>
    {
        var random = new System.Random(seed);
        var (before, after) = (NamedList(random, "old"), NamedList(random, "new"));
        if (before.Length < 2 && after.Length < 2) return;

        var lines = string.Join('\n', Lines(Plan(before, after)));

        foreach (var element in after.Where(element => !IsSecret(element)
            && before.Any(other => other.Name == element.Name))) lines.Should().Contain($"\"{element.Value}\"");
    }));

    [Fact]
    public void The_fingerprint_changes_with_every_hidden_value() =>
    Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Seeds, seed =>
    {
        var random = new System.Random(seed);
        var (before, after) = (AnyList(random), AnyList(random));
        var marked = after.Where(element => element.Marks is not null).ToList();
        if (marked.Count == 0) return;
        var chosen = marked[random.Next(marked.Count)];

        var others = after.Select(
            element => element == chosen ? element with { Value = element.Value + "!" } : element);

        PlanFingerprint.Of(Plan(before, after), "prod", [new("a", new('0', 40))]).Should()
            .NotBe(PlanFingerprint.Of(Plan(before, [.. others]), "prod", [new("a", new('1', 40))]));
    }));

    private static Arbitrary<int> Seeds => Gen.Choose(0, int.MaxValue).ToArbitrary();

    /// <summary>An element of the list with its marks.</summary>
    private sealed record ListElement(string? Name, string Value, string? Note, JsonNode? Marks)
    {
        /// <summary>Whether it has a list with the same value, which is marked there too.</summary>
        public bool IsNested { get; init; }

        public JsonObject ToJson()
        {
            var json = new JsonObject { ["value"] = Value };
            if (IsNested) json["inner"] = new JsonArray(Inner("x", Value), Inner("y", "z"));
            if (Name is not null) json["name"] = Name;
            if (Note is not null) json["note"] = Note;
            return json;
        }

        private static JsonObject Inner(string name, string value) => new() { ["name"] = name, ["value"] = value };
    }

    private static ListElement Element(string name, string value, bool isMarked = false) =>
        new(name, value, null, isMarked ? ValueMark() : null);

    private static JsonObject ValueMark() => new()
    {
        ["value"] = true,
        ["inner"] = new JsonArray(new JsonObject { ["value"] = true }, new JsonObject()),
    };

    private static bool IsSecret(ListElement element) => element.Marks is not null;

    /// <summary>Names, values and marks at random; a long secret may be public at other places too.</summary>
    private static ListElement[] AnyList(System.Random random) =>
        [.. Enumerable.Range(0, random.Next(6)).Select(_ => AnyElement(random))];

    private static ListElement AnyElement(System.Random random)
    {
        string[] names = ["A", "B", "C", "D"];
        string[] values = ["zq7", "zq8", "zq-secret-7", "zq-secret-8", "p1", "p2"];
        var value = values[random.Next(values.Length)];
        JsonNode? marks = value[0] == 'p' || random.Next(3) == 0 ? null : random.Next(4) == 0 ? true : ValueMark();
        return new ListElement(random.Next(5) == 0 ? null : names[random.Next(names.Length)], value,
            random.Next(3) == 0 ? "n" : null, marks)
        {
            IsNested = true,
        };
    }

    /// <summary>Unique names, some of which always have a secret; public values differ between the sides.</summary>
    private static ListElement[] NamedList(System.Random random, string side)
    {
        string[] names = ["A", "B", "C", "D", "SECRET-1", "SECRET-2", "SECRET-3"];
        random.Shuffle(names);
        return [.. names.Take(random.Next(names.Length + 1)).Select(name => name[0] == 'S'
            ? Element(name, $"zq{random.Next(4)}", isMarked: true) : Element(name, $"{side}-{name}"))
            .Select(element => element with { IsNested = random.Next(2) == 0 })];
    }

    /// <summary>
    /// The marked texts that must not be shown: all long ones, and short ones that are nowhere public.
    /// </summary>
    private static IEnumerable<string> Hidden(ListElement[] before, ListElement[] after)
    {
        var marked = before.Concat(after).Where(IsSecret).Select(element => element.Value).Distinct();
        return marked.Where(text => text.Length >= 8
            || !before.Concat(after).Any(element => !IsSecret(element) && element.Value == text));
    }

    private static PlanValue? ValueAt(RedactedJson side, int index)
    {
        var element = ((PlanValue.List)((PlanValue.Map)side.Value()).Find("env")!).Items[index];
        return element is PlanValue.Map map ? map.Find("value") : element;
    }

    private static IReadOnlyList<string> Lines(Plan plan) => DiffText.Lines(ShownDiff.Of(plan.Changes[0]), 60);

    private static Plan Plan(ListElement[] before, ListElement[] after)
    {
        JsonObject Side(ListElement[] list) => new() { ["env"] = new JsonArray([.. list.Select(e => e.ToJson())]) };
        JsonObject Marks(ListElement[] list) =>
            new() { ["env"] = new JsonArray([.. list.Select(e => e.Marks?.DeepClone() ?? new JsonObject())]) };
        return PlanText.Single(new JsonObject
        {
            ["format_version"] = "1.2",
            ["resource_changes"] = new JsonArray(new JsonObject
            {
                ["address"] = "t.a",
                ["type"] = "t",
                ["change"] = new JsonObject
                {
                    ["actions"] = new JsonArray("update"),
                    ["before"] = Side(before),
                    ["after"] = Side(after),
                    ["before_sensitive"] = Marks(before),
                    ["after_sensitive"] = Marks(after),
                },
            }),
        }.ToJsonString());
    }
}
