using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Plans;

/// <summary>Drift is a change made outside Terraform that is relevant to the plan.</summary>
public sealed class DriftTests
{
    [Theory]
    [InlineData("no-op", """{"a":1}""", """{"a":1}""", false)]
    [InlineData("update", """{"a":1}""", """{"a":1}""", false)] // as Terraform 0.15.4 to 1.0 lists every object
    [InlineData("update", """{"a":null}""", """{"a":""}""", false)] // a refresh writes empty values
    [InlineData("update", """{"a":null,"b":null,"c":null}""", """{"a":[],"b":{},"c":""}""", false)]
    [InlineData("update", """{"a":[{"b":"x","c":null}]}""", """{"a":[{"b":"x","c":[]}]}""", false)]
    [InlineData("update", """{"a":null}""", """{"a":[{"b":null}]}""", false)]
    [InlineData("update", """{"a":""}""", """{"b":""}""", false)]
    [InlineData("update", """{"a":null}""", """{"a":false}""", true)] // false may be what somebody set
    [InlineData("update", """{"a":null}""", """{"a":[""]}""", true)]
    [InlineData("update", """{"a":"x"}""", """{"a":""}""", true)]
    [InlineData("update", """{"a":null}""", """{"a":{"b":"x"}}""", true)]
    [InlineData("delete", """{"a":null}""", "null", true)]
    [InlineData("something-new", """{"a":1}""", """{"a":2}""", true)]
    public void A_drift_entry_counts_only_if_a_value_differs(string action, string before, string after, bool expected)
    {
        var plan = Read(Entry("t.a", action, before, after));

        plan.Drift.Select(drift => drift.Address.Text).Should().Equal(expected ? ["t.a"] : []);
    }

    [Theory]
    [InlineData("no-op", """{"a":1}""", """{"a":1}""", 0)]
    [InlineData("update", """{"a":1}""", """{"a":null}""", 1)]
    [InlineData("move", """{"a":1}""", """{"a":1}""", 0)]
    public void A_move_alone_is_not_drift(string action, string before, string after, int count)
    {
        var plan = Read(Entry("t.new", action, before, after, "\"previous_address\":\"t.old\","));

        plan.Drift.Should().HaveCount(count);
    }

    [Theory]
    [InlineData("""{"resource":"t.a","attribute":["a"]}""", true)]
    [InlineData("""{"resource":"t.a","attribute":["a",0,"deeper"]}""", true)]
    [InlineData("""{"resource":"t.a","attribute":[]}""", true)] // the whole resource
    [InlineData("""{"resource":"t.a","attribute":["b"]},{"resource":"t.a","attribute":["a"]}""", true)]
    [InlineData("""{"resource":"t.a","attribute":["b"]}""", false)]
    [InlineData("""{"resource":"t.a","attribute":["ab"]}""", false)]
    [InlineData("""{"resource":"t.b","attribute":["a"]}""", false)]
    [InlineData("", false)]
    public void An_attribute_irrelevant_to_the_plan_is_not_drift(string relevant, bool expected)
    {
        var plan = Read(Entry("t.a", "update", """{"a":"x"}""", """{"a":"y"}"""), relevant);

        plan.Drift.Should().HaveCount(expected ? 1 : 0);
    }

    [Fact]
    public void A_reference_to_all_instances_includes_each_instance()
    {
        var plan = Read(Entry("t.a[\\\"x\\\"]", "update", """{"a":"x"}""", """{"a":"y"}"""),
            """{"resource":"t.a","attribute":["a"]}""");

        plan.Drift.Should().ContainSingle();
    }

    [Theory]
    [InlineData("1.1.9", true, 1)]
    [InlineData("1.2.0", true, 0)] // lists nothing because nothing is relevant
    [InlineData("1.12.0-rc1", true, 0)]
    [InlineData("1.12.0", false, 1)] // a refresh-only plan, perhaps
    public void Without_a_list_of_relevant_attributes_the_version_decides(string version, bool changes, int expected)
    {
        var plan = PlanText.Single($$"""
            {"format_version":"1.2","terraform_version":"{{version}}",
             "resource_drift":[{{Entry("t.a", "update", """{"a":1}""", """{"a":2}""")}}],
             "resource_changes":[{{(changes ? Entry("t.b", "update", """{"a":2}""", """{"a":1}""") : "")}}]}
            """);

        plan.Drift.Should().HaveCount(expected);
    }

    [Fact]
    public void A_deleted_resource_is_drift_even_if_irrelevant_to_the_plan()
    {
        var plan = Read(Entry("t.a", "delete", """{"a":"x"}""", "null"), """{"resource":"t.b","attribute":["a"]}""");

        plan.Drift.Should().ContainSingle();
    }

    [Theory]
    [InlineData("""{"a":"manual","b":1}""", """{"a":"x","b":1}""", true)] // apply undoes the manual change
    [InlineData("""{"a":"manual","b":1}""", """{"a":"manual","b":2}""", false)]
    public void Drift_that_apply_overwrites_is_a_risk_factor(string before, string after, bool expected)
    {
        var plan = Read(Entry("t.a", "update", """{"a":"x","b":1}""", """{"a":"manual","b":1}"""),
            """{"resource":"t.b","attribute":["a"]}""", Entry("t.a", "update", before, after));

        plan.Drift.Should().HaveCount(expected ? 1 : 0);
        RiskRules.Assess(plan, RiskSettings.For("prod")).Factors
            .Where(factor => factor.Id == "drift-mixed").Should().HaveCount(expected ? 1 : 0);
    }

    [Fact]
    public void The_order_of_plan_and_drift_in_the_file_does_not_matter()
    {
        var plan = PlanText.Single($$"""
            {"relevant_attributes":[{"resource":"t.a","attribute":["b"]}],
             "resource_drift":[{{Entry("t.a", "update", """{"a":1}""", """{"a":2}""")}}],
             "resource_changes":[{{Entry("t.a", "update", """{"a":2}""", """{"a":1}""")}}],"format_version":"1.2"}
            """);

        plan.Drift.Should().ContainSingle();
    }

    private static string Entry(string address, string action, string before, string after, string more = "") =>
        $$"""
        {"address":"{{address}}",{{more}}"mode":"managed","type":"t","name":"a",
         "change":{"actions":["{{action}}"],"before":{{before}},"after":{{after}}} }
        """;

    private static Plan Read(string drift, string? relevant = null, string changes = "") => PlanText.Single($$"""
        {"format_version":"1.2","resource_changes":[{{changes}}],"resource_drift":[{{drift}}]
         {{(relevant is null ? "" : $",\"relevant_attributes\":[{relevant}]")}} }
        """);
}
