using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Costs;

namespace TfPilot.Core.Tests.Costs;

public sealed class CostPropertyTests
{
    private static readonly Gen<PricedResource> Resource =
        from address in Gen.Elements(
            "aws_instance.a", "aws_instance.b[0]", "aws_instance.b[1]", "module.x[\"y\"].aws_eip.c")
        from cents in Gen.Frequency(
            (4, Gen.Choose(0, 100_000).Select(cents => (int?)cents)), (1, Gen.Constant((int?)null)))
        select An.Resource(address, cents / 100m);

    private static readonly Gen<CostProject> Project =
        from name in Gen.Elements("orders", "web", "dns")
        from workspace in Gen.Elements(null, "blue")
        from resources in Resource.ArrayOf()
        from errored in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select An.Project(name, [.. resources.DistinctBy(resource => resource.Address)]) with
        {
            Workspace = workspace,
            Errors = errored ? ["no module"] : []
        };

    private static readonly Gen<CostEstimate> Estimate =
        from projects in Project.ArrayOf()
        select An.Estimate([.. projects.DistinctBy(project => project.Label)]);

    private static readonly Gen<(CostEstimate Head, CostEstimate Base)> Sides = Estimate.SelectMany(
        _ => Estimate, (head, baseline) => (head, baseline));

    [Fact]
    public void Known_resource_differences_sum_up_to_the_project_difference() => Holds(Sides, sides =>
        An.Difference(sides.Head, sides.Base).Projects
        .Where(project => project.Unknown is null && project.Resources.All(resource => resource.Delta is not null))
            .All(project => project.Resources.Sum(resource => resource.Delta) == project.Delta));

    [Fact]
    public void Project_differences_sum_up_to_the_total_difference() => Holds(Sides, sides =>
        An.Difference(sides.Head, sides.Base) is var difference
        && (difference.Summary?.MonthlyDelta ?? 0) == difference.Projects.Sum(project => project.Delta ?? 0));

    [Fact]
    public void The_same_estimate_on_both_sides_has_no_difference() => Holds(Estimate, estimate =>
        An.Difference(estimate,
            estimate).Projects.All(project => project.Unknown is not null
                || (project.Delta == 0 && project.Resources.All(resource => resource.Delta is null or 0))));

    [Fact]
    public void The_order_of_projects_and_resources_does_not_matter() => Holds(Sides, sides =>
        Describe(An.Difference(sides.Head, sides.Base))
            == Describe(An.Difference(Reversed(sides.Head), Reversed(sides.Base))));

    [Fact]
    public void A_project_without_an_estimate_has_no_amounts_and_is_listed() => Holds(Sides, sides =>
        sides.Head.Projects.Concat(sides.Base.Projects).Where(project => project.Errors.Count > 0).All(errored =>
            An.Difference(sides.Head, sides.Base) is var difference
            && difference.Projects.Single(project => project.Label == errored.Label) is
            {
                Before: null, After: null,
                Unknown: not null, Resources: []
            }
            && (difference.Summary is null
                || difference.Summary.Without.Any(project => project.Project == errored.Label))));

    [Fact]
    public void No_limit_passes_a_project_without_an_estimate() => Holds(Sides, sides =>
        An.Difference(sides.Head, sides.Base).Projects.Where(project => project.Unknown is not null)
            .SelectMany(project => Guardrails.Check(An.Limits(1_000_000, 1_000_000, 1_000_000), project))
            .All(result => result.Verdict == GuardrailVerdict.Unknown));

    private static void Holds<T>(Gen<T> cases, Func<T, bool> claim) =>
        Prop.ForAll(cases.ToArbitrary(), claim).QuickCheckThrowOnFailure();

    private static CostEstimate Reversed(CostEstimate estimate) => estimate with
    {
        Projects = [.. estimate.Projects.Reverse()
            .Select(project => project with { After = new([.. project.After.Resources.Reverse()]) })],
    };

    private static string Describe(CostDifference difference) => string.Join('\n',
        from project in difference.Projects
        let resources = project.Resources.Select(resource => $"{resource.Address} {resource.Delta}")
        select $"{project.Label} {project.Before} {project.After} {project.Unknown} {string.Join(", ", resources)}");
}
