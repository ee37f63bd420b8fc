using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Risks;

public sealed class RiskClassTests
{
    [Theory]
    [InlineData("create", RiskClass.Safe)]
    [InlineData("read", RiskClass.Safe)]
    [InlineData("update", RiskClass.Medium)]
    [InlineData("delete", RiskClass.Destructive)]
    [InlineData("delete,create", RiskClass.Destructive)]
    [InlineData("create,delete", RiskClass.Destructive)]
    [InlineData("forget", RiskClass.Medium)] // the object lives on
    [InlineData("create,forget", RiskClass.Medium)] // Terraform's order
    [InlineData("forget,create", RiskClass.Medium)] // OpenTofu's order
    [InlineData("no-op", RiskClass.None)]
    [InlineData("recreate", RiskClass.Destructive)] // unknown words fail closed
    [InlineData("update,delete", RiskClass.Destructive)] // so do unknown combinations
    public void Every_action_has_its_risk_class(string actions, RiskClass expected)
    {
        var plan = Given.Plan(Given.Change(actions));

        var risk = Given.Assess(plan);

        risk.Class.Should().Be(expected);
    }

    [Theory]
    [InlineData("forget", RiskClass.Destructive)]
    [InlineData("create,forget", RiskClass.Destructive)]
    [InlineData("forget,create", RiskClass.Destructive)]
    [InlineData("update", RiskClass.Medium)]
    [InlineData("create", RiskClass.Safe)]
    public void A_forgotten_stateful_resource_is_destructive(string actions, RiskClass expected)
    {
        var change = Given.Change(actions, type: "aws_db_instance");

        var risk = Given.Assess(change);

        risk.Class.Should().Be(expected);
    }

    public static TheoryData<string, ResourceChange, RiskClass> Combinations => new()
    {
        { "a pure import", Given.Change("no-op", import: true), RiskClass.Safe },
        { "an import that updates hides a change of a live object", Given.Change("update", import: true),
            RiskClass.Medium },
        { "an import that replaces", Given.Change("delete,create", import: true), RiskClass.Destructive },
        { "a move", Given.Change("no-op", from: "null_resource.b"), RiskClass.Safe },
        { "a move to the same address is none", Given.Change("no-op", from: "null_resource.a"), RiskClass.None },
        { "a move that updates", Given.Change("update", from: "null_resource.b"), RiskClass.Medium },
        { "a move that deletes", Given.Change("delete", from: "null_resource.b"), RiskClass.Destructive },
        { "a moved import", Given.Change("no-op", from: "null_resource.b", import: true), RiskClass.Safe },
        { "the leftover of a failed replacement", Given.Change("delete", type: "aws_db_instance", deposed: "00ab12cd"),
            RiskClass.Medium },
        { "a leftover that is forgotten", Given.Change("forget", deposed: "00ab12cd"), RiskClass.Medium },
        { "a data source", Given.Change("read", data: true), RiskClass.Safe },
        { "a data source with an unknown action", Given.Change("reread", data: true), RiskClass.Destructive },
    };

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Properties_of_a_change_affect_the_risk_class(string what, ResourceChange change, RiskClass expected)
    {
        var plan = Given.Plan(change);

        var risk = Given.Assess(plan);

        risk.Class.Should().Be(expected, what);
    }

    private static readonly Plan Empty = Given.Plan();

    public static TheoryData<string, Plan, RiskClass> WholePlans => new()
    {
        { "nothing", Empty, RiskClass.None },
        { "only unchanged objects", Empty with { NoOps = 7 }, RiskClass.None },
        { "only drift", Empty with { Drift = [Given.Change()] }, RiskClass.None },
        { "only a failing check", Empty with { Checks = [new CheckResult("check.up", "fail", [])] }, RiskClass.None },
        { "an output with an unknown action",
            Empty with { Outputs = [new OutputChange(
                "url", PlanAction.Unrecognized, RedactedJson.Null, RedactedJson.Null)] }, RiskClass.Destructive },
        { "only an output",
            Empty with { Outputs = [new OutputChange("url", PlanAction.Delete, RedactedJson.Null, RedactedJson.Null)] },
            RiskClass.Safe },
        { "more will follow", Empty with { Complete = false }, RiskClass.Medium },
        { "a deferred change",
            Empty with { Deferred = [new DeferredChange("instance_count_unknown", Given.Change("create"))] },
            RiskClass.Medium },
        { "an action",
            Empty with { Invocations = [new ActionInvocation(
                "action.x.y", "x", null, null, false, RedactedJson.Null)] }, RiskClass.Medium },
        { "more will follow a deletion", Given.Plan(Given.Change("delete")) with { Complete = false },
            RiskClass.Destructive },
        { "an error", Empty with { Errored = true }, RiskClass.Unknown },
        { "an error after a deletion", Given.Plan(Given.Change("delete")) with { Errored = true }, RiskClass.Unknown },
    };

    [Theory]
    [MemberData(nameof(WholePlans))]
    public void Properties_of_the_whole_plan_affect_the_risk_class(string what, Plan plan, RiskClass expected)
    {
        var settings = RiskSettings.For(null);

        var risk = RiskRules.Assess(plan, settings);

        risk.Class.Should().Be(expected, what);
    }

    [Fact]
    public void Every_action_and_every_risk_class_is_handled()
    {
        var changes = Enum.GetValues<PlanAction>().Select(action => Given.Change() with { Action = action });

        var classes = changes.Select(change => RiskClasses.Of(Given.Plan(change), StatefulTypes.BuiltIn));

        classes.Should().OnlyContain(risk => Enum.IsDefined(risk));
        Enum.GetValues<RiskClass>().Select(risk => risk.Word()).Should().OnlyHaveUniqueItems();
    }
}
