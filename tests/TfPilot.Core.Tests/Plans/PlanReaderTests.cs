using TfPilot.Core.Plans;

namespace TfPilot.Core.Tests.Plans;

public sealed class PlanReaderTests
{
    [Theory]
    [InlineData("""["no-op"]""", PlanAction.NoOp)]
    [InlineData("""["read"]""", PlanAction.Read)]
    [InlineData("""["create"]""", PlanAction.Create)]
    [InlineData("""["update"]""", PlanAction.Update)]
    [InlineData("""["delete","create"]""", PlanAction.DeleteThenCreate)]
    [InlineData("""["create","delete"]""", PlanAction.CreateThenDelete)]
    [InlineData("""["create","forget"]""", PlanAction.CreateThenForget)]
    [InlineData("""["forget","create"]""", PlanAction.CreateThenForget)] // OpenTofu
    [InlineData("""["delete"]""", PlanAction.Delete)]
    [InlineData("""["forget"]""", PlanAction.Forget)]
    [InlineData("""["evict"]""", PlanAction.Unrecognized)]
    [InlineData("""["update","delete"]""", PlanAction.Unrecognized)]
    [InlineData("[]", PlanAction.Unrecognized)]
    [InlineData("null", PlanAction.Unrecognized)]
    public void An_action_list_maps_to_its_action(string actions, PlanAction action)
    {
        var plan = Plan(
            """{"address":"t.a","type":"t","change":{"actions":ACTIONS,"before":{},"after":{}}}""".Replace(
                "ACTIONS", actions, StringComparison.Ordinal));

        (plan.NoOps, plan.Changes.SingleOrDefault()?.Action ?? PlanAction.NoOp).Should()
            .Be((action == PlanAction.NoOp ? 1 : 0, action));
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("1.0")]
    [InlineData("1.99")]
    public void Any_minor_format_version_is_accepted(string version) =>
        PlanText.Single(Document("\"resource_changes\":[]", version)).FormatVersion.Should().Be(version);

    [Theory]
    [InlineData("2.0")]
    [InlineData("12.1")]
    [InlineData("")]
    public void An_unknown_major_format_version_is_rejected(string version) =>
        PlanText.Problem(Document("\"resource_changes\":[]", version)).Should()
        .Contain("unsupported format_version (supported are 0.x and 1.x)");

    [Theory]
    [InlineData("\"planned_values\":{}")] // Terraform leaves resource_changes out when there are none
    [InlineData("""
        "resource_changes":null,"output_changes":null,"resource_drift":null,"configuration":null,"variables":null,
          "checks":null
        """)]
    [InlineData("\"resource_changes\":[],\"new_in_2031\":{\"a\":[1,{\"b\":null}]}")]
    public void A_plan_without_changes_is_valid(string members)
    {
        var plan = PlanText.Single(Document(members));

        plan.Should()
            .Match<Plan>(read => read.Changes.Count == 0 && !read.Errored && read.Complete && read.Applyable == null);
    }

    [Fact]
    public void Deferred_changes_have_their_reason()
    {
        var plan = PlanText.Single(Document("""
            "complete":false,
            "deferred_changes":[
              {"reason":"instance_count_unknown","resource_change":{"address":"t.a[*]","type":"t","change":{"actions":["create"],"before":null,"after":{"a":1}}}},
              {"reason":"something_new","resource_change":{"address":"t.b","type":"t","change":{"actions":["update"],"before":{},"after":{}}}}]
            """));

        plan.Complete.Should().BeFalse();
        plan.Deferred.Select(deferred => (deferred.Reason, deferred.Change.Address.Text)).Should()
            .Equal(("instance_count_unknown", "t.a[*]"), ("something_new", "t.b"));
    }

    [Fact]
    public void Actions_have_their_trigger()
    {
        var plan = PlanText.Single(Document("""
            "action_invocations":[{"address":"action.t.a","type":"t","config_values":{"x":1},"lifecycle_action_trigger":{"triggering_resource_address":"t.r","action_trigger_event":"AfterUpdate"}}],
            "deferred_action_invocations":[{"reason":"x","action_invocation":{"address":"action.t.b","type":"t"}}]
            """));

        plan.Invocations.Select(action => (action.Address, action.TriggeredBy, action.Event, action.Deferred)).Should()
            .Equal(
            ("action.t.a", "t.r", "AfterUpdate", false),
            ("action.t.b", null, null, true));
    }

    [Fact]
    public void Passing_checks_are_omitted()
    {
        var plan = PlanText.Single(Document("""
            "resource_changes":[],"checks":[
              {"address":{"to_display":"check.good"},"status":"pass"},
              {"address":{"to_display":"check.bad"},"status":"fail","instances":[{"problems":[{"message":"one"},{"message":"two"}]}]},
              {"address":{"to_display":"check.odd"},"status":"pending"}]
            """));

        plan.Checks.Select(check => (check.Address, check.Status, string.Join('+', check.Messages))).Should()
            .Equal(("check.bad", "fail", "one+two"), ("check.odd", "pending", ""));
    }

    [Fact]
    public void Unknown_values_are_unknown_whether_omitted_or_null()
    {
        var plan = Plan("""
            {"address":"t.a","type":"t","change":{"actions":["create"],"before":null,
              "after":{"b":null,"list":["x",null]},
              "after_unknown":{"a":true,"b":true,"deep":{"c":[true]},"list":[false,true],"whole":false}}}
            """);

        plan.Changes.Single().After.ToString().Should().Be("""
            {"a":{"$":"unknown"},"b":{"$":"unknown"},"deep":{"c":[{"$":"unknown"}]},"list":["x",{"$":"unknown"}]}
            """);
    }

    [Fact]
    public void A_plan_value_that_resembles_a_marker_is_text()
    {
        var plan = Plan("""
            {"address":"t.a","type":"t","change":{"actions":["create"],"before":null,"after":{"a":{"$":"sensitive"}}}}
            """);

        plan.Changes.Single().AttributeChanges().Should()
            .Equal(new AttributeChange("a[\"$\"]", null, new PlanValue.Text("sensitive"), ForcesReplacement: false));
    }

    [Fact]
    public void A_moved_or_imported_resource_without_changes_is_included()
    {
        var plan = Plan("""
            {"address":"t.new","previous_address":"t.old","type":"t","change":{"actions":["no-op"],"before":{"a":1},"after":{"a":1}}},
            {"address":"t.in","type":"t","change":{"actions":["no-op"],"before":{"a":1},"after":{"a":1},"importing":{"id":"i-1"}}},
            {"address":"t.later","type":"t","change":{"actions":["no-op"],"before":{"a":1},"after":{"a":1},"importing":{"unknown":true}}},
            {"address":"t.same","type":"t","change":{"actions":["no-op"],"before":{"a":1},"after":{"a":1}}}
            """);

        plan.Changes.Select(change => (change.Word, change.Importing)).Should()
            .Equal(("move", null), ("import", new PlanValue.Text("i-1")), ("import", PlanValue.Unknown.Value));
        plan.NoOps.Should().Be(4);
    }

    [Fact]
    public void Replacement_paths_are_formatted_as_in_Terraform()
    {
        var plan = Plan("""
            {"address":"t.a","type":"t","change":{"actions":["delete","create"],"before":{"a":1},"after":{"a":2},
              "replace_paths":[["a"],["b",0,"c"],["tags","cost center"]]}}
            """);

        plan.Changes.Single().ReplacePaths.Should().Equal("a", "b[0].c", "tags[\"cost center\"]");
    }

    private static Plan Plan(string entries) => PlanText.Single(Document($"\"resource_changes\":[{entries}]"));

    private static string Document(string members, string version = "1.2") =>
        $"{{\"format_version\":\"{version}\",{members}}}";

    [Theory]
    [InlineData("false", false)]
    [InlineData("null", false)]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)] // what is no answer is not the safe one
    [InlineData("1", true)]
    public void A_plan_is_errored_unless_the_field_is_false_or_null(string word, bool errored)
    {
        var plan = PlanText.Single($$"""{ "format_version": "1.2", "resource_changes": [], "errored": {{word}} }""");

        plan.Errored.Should().Be(errored);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("null", true)]
    [InlineData("false", false)]
    [InlineData("\"yes\"", false)]
    public void A_plan_is_complete_only_if_the_field_is_true_or_null(string word, bool complete)
    {
        var plan = PlanText.Single($$"""{ "format_version": "1.2", "resource_changes": [], "complete": {{word}} }""");

        plan.Complete.Should().Be(complete);
    }

    [Fact]
    public void A_change_without_actions_is_unrecognized()
    {
        var plan = PlanText.Single("""
            { "format_version": "1.2", "resource_changes": [{ "address": "a.b", "type": "a", "name": "b",
              "change": {} }] }
            """);

        plan.Changes.Should().ContainSingle().Which.Action.Should().Be(PlanAction.Unrecognized);
    }
}
