using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Risks;

public sealed class RiskPropertyTests
{
    private static readonly string[] Types = ["aws_db_instance", "aws_vpc", "aws_iam_role", "aws_security_group",
        "null_resource"];
    private static readonly string[] Actions = ["no-op", "create", "update", "delete", "forget", "delete,create",
        "create,delete", "create,forget", "shred"];

    private static readonly string[] Objects =
        ["{}", """{"name":"a","skip_final_snapshot":true}""",
            """{"name":"b","ingress":[{"cidr_blocks":["0.0.0.0/0"]}]}""", """{"policy":{"$":"sensitive-changed"}}"""];

    private static readonly DependencyGraph Graph =
        Given.Graph(("aws_vpc.a", ["aws_security_group.a"]), ("aws_security_group.a", ["aws_db_instance.a"]),
            ("aws_db_instance.a", []), ("aws_iam_role.a", ["aws_db_instance.a"]));

    private static readonly Gen<ResourceChange> Change =
        from type in Gen.Elements(Types)
        from actions in Gen.Elements(Actions)
        from index in Gen.Choose(0, 9)
        from before in Gen.Elements(Objects)
        from after in Gen.Elements(Objects)
        from deposed in Gen.Frequency((9, Gen.Constant<string?>(null)), (1, Gen.Constant<string?>("00ab12cd")))
        from reason in Gen.Elements<string?>(
            null, "delete_because_count_index", "delete_because_no_resource_config", "replace_because_cannot_update")
        select Given.Change(actions, type, $"{type}.a[{index}]", before, after, reason, deposed);

    private static readonly Gen<Plan> AnyPlan =
        from changes in Change.ArrayOf()
        from drift in Change.ArrayOf()
        select Given.Plan([.. changes.DistinctBy(change => $"{change.Address} {change.Deposed}")]) with
        {
            Drift = drift,
            Graph = Graph
        };

    [Fact]
    public void An_additional_change_never_lowers_the_risk_class()
    {
        var cases = AnyPlan.SelectMany(_ => Change, (plan, change) => (plan, change)).ToArbitrary();

        var property = Prop.ForAll(cases, given =>
            Given.Assess(given.plan with { Changes = [.. given.plan.Changes, given.change] }).Class >= Given.Assess(
                given.plan).Class);

        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_order_of_changes_affects_only_the_order_of_per_change_results()
    {
        var cases = AnyPlan.SelectMany(
            plan => Gen.Shuffle(plan.Changes.ToArray()), (plan, shuffled) => (plan, shuffled)).ToArbitrary();

        var property = Prop.ForAll(cases, given =>
            Describe(Given.Assess(given.plan))
            .SequenceEqual(
                Describe(Given.Assess(
                    given.plan with { Changes = given.shuffled, Drift = [.. given.plan.Drift.Reverse()] }))));

        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_risk_factor_is_documented_and_has_evidence_or_a_valid_address()
    {
        var property = Prop.ForAll(AnyPlan.ToArbitrary(), plan => Given.Assess(plan).Factors.All(factor =>
            RiskFactors.All.Any(rule => rule.Id == factor.Id)
            && factor.Evidence.Length > 0
            && (factor.Address is null || plan.Changes.Any(change => change.Address == factor.Address))));

        property.QuickCheckThrowOnFailure();
    }

    private static IEnumerable<string> Describe(Risk risk) =>
    [
        $"{risk.Class} {risk.Score}",
        .. risk.Factors.Select(factor => factor.Words()),
        .. risk.Moves.Select(move => move.Block).Order(StringComparer.Ordinal),
        .. risk.Blasts
            .Select(blast => $"{blast.Address} {blast.Depth} {string.Join(' ', blast.Dependants ?? ["unknown"])}")
            .Order(StringComparer.Ordinal),
    ];
}
