using TfPilot.Core.Costs;

namespace TfPilot.Core.Tests.Costs;

public sealed class CostDifferenceTests
{
    [Fact]
    public void Both_sides_of_a_project_are_compared_resource_by_resource()
    {
        var before = An.Estimate(
            An.Project("orders", An.Resource("aws_instance.old", 5), An.Resource("aws_instance.web", 10),
                An.Resource("aws_s3_bucket.a", null)));
        var after = An.Estimate(
            An.Project("orders", An.Resource("aws_instance.new", 7), An.Resource("aws_instance.web", 12),
                An.Resource("aws_s3_bucket.a", null)));

        var project = An.Difference(after, before).Projects.Should().ContainSingle().Which;

        (project.Before, project.After, project.Delta).Should().Be((15m, 19m, 4m));
        project.Resources
            .Select(resource => (resource.Address, resource.MonthlyBefore, resource.MonthlyAfter, resource.Delta))
            .Should().Equal(
            ("aws_instance.new", 0m, 7m, 7m),
            ("aws_instance.old", 5m, 0m, -5m),
            ("aws_instance.web", 10m, 12m, 2m),
            ("aws_s3_bucket.a", null, null, null)); // usage without an estimate is not a difference of 0
    }

    [Fact]
    public void A_project_on_only_one_side_is_new_or_removed()
    {
        var difference = An.Difference(An.Estimate(An.Project("new", An.Resource(monthly: 3))),
            An.Estimate(An.Project("gone", An.Resource(monthly: 8))));

        difference.Projects.Select(project => (project.Label, project.Before, project.After)).Should()
            .Equal(("gone", 8m, 0m), ("new", 0m, 3m));
        difference.Summary.Should().BeEquivalentTo(new CostSummary("USD", 8m, 3m));
    }

    [Fact]
    public void The_past_costs_in_the_head_file_count_only_without_a_base_file()
    {
        var head = An.Estimate(
            An.Project("orders", An.Resource(monthly: 10)) with { Before = new([An.Resource(monthly: 4)]) });
        var baseline = An.Estimate(An.Project("orders", An.Resource(monthly: 9)));

        var deltas = (An.Difference(head).Summary!.MonthlyDelta, An.Difference(head, baseline).Summary!.MonthlyDelta);

        deltas.Should().Be((6m, 1m));
    }

    [Fact]
    public void One_side_alone_yields_a_total_but_no_difference()
    {
        var difference = An.Difference(An.Estimate(An.Project("orders", An.Resource(monthly: 10))));

        var project = difference.Projects[0];

        (project.Before, project.After, project.Delta).Should().Be((null, 10m, null));
        project.Unknown.Should()
            .Be("the estimate has no cost before the change; provide the estimate of the base branch too");
        difference.Summary.Should().BeNull();
    }

    [Theory]
    [InlineData("no module", null, "no module")]
    [InlineData(null, "no module", "the base branch could not be estimated: no module")]
    [InlineData("first line\nsecond \u001b[31m", null, "first line")]
    [InlineData("red \u001b[31m", null, "red \\u001b[31m")]
    public void An_error_on_either_side_yields_no_estimate(string? head, string? baseline, string reason)
    {
        var priced = An.Project("orders", An.Resource(monthly: 10));
        var difference = An.Difference(
            An.Estimate(head is null ? priced : priced with { Errors = [head] }, An.Project("web")),
            An.Estimate(baseline is null ? priced : priced with { Errors = [baseline] }, An.Project("web")));

        var project = difference.Projects[0];

        (project.Before, project.After, project.Resources.Count, project.Unknown).Should().Be((null, null, 0, reason));
        difference.Summary!.Without.Should().Equal(new NotEstimated("orders", reason));
    }

    [Fact]
    public void A_project_path_missing_on_the_base_is_a_new_project()
    {
        var missing = An.Errored("orders", "could not detect path type") with { IsMissing = true };

        var project = An.Difference(
            An.Estimate(An.Project("orders", An.Resource(monthly: 10))), An.Estimate(missing)).Projects[0];

        (project.Before, project.After).Should().Be((0m, 10m));
    }

    [Fact]
    public void Projects_below_an_unreadable_project_are_not_reported_as_removed()
    {
        var head = An.Estimate(An.Errored("live", "terragrunt.hcl: syntax"), An.Project("fine"));
        var baseline = An.Estimate(An.Project("live/prod", An.Resource(monthly: 10)),
            An.Project("lively", An.Resource(monthly: 2)), An.Project("fine/old", An.Resource(monthly: 3)));

        var difference = An.Difference(head, baseline);

        difference.Projects.Select(project => (project.Label, project.After, project.Unknown)).Should().Equal(
            ("fine", 0m, null), ("fine/old", 0m, null), ("live", null, "terragrunt.hcl: syntax"),
            ("live/prod", null, "live could not be estimated"), ("lively", 0m, null));
    }

    [Fact]
    public void No_project_is_reported_as_removed_if_the_repository_is_unreadable()
    {
        var head = An.Estimate(An.Errored("shop", "terragrunt.hcl: syntax") with { Path = "." });

        var difference = An.Difference(
            head, An.Estimate(An.Project("orders", An.Resource()) with { Path = "live/orders" }));

        difference.Projects[0].Should()
            .BeEquivalentTo(new { Label = "orders", After = (decimal?)null, Unknown = "shop could not be estimated" });
    }

    [Fact]
    public void Errored_projects_do_not_affect_the_resource_counts()
    {
        var counted = An.Project("orders") with { Counts = new(5, 1, 2, []) };

        var counts = An.Difference(
            An.Estimate(counted, counted with { Name = "web" }), An.Estimate(An.Errored("web", "no module"))).Counts;

        counts.Should().BeEquivalentTo(new CostCounts(5, 1, 2, []));
    }

    [Fact]
    public void Projects_with_the_same_name_are_distinguished_by_module_workspace_and_path()
    {
        CostProject Of(string? module, string? workspace, string path, decimal monthly) =>
            An.Project(
                "us", An.Resource(monthly: monthly)) with
            { ModulePath = module, Workspace = workspace, Path = path };
        var head = An.Estimate(Of("dev", null, "a", 2), Of("prod", null, "b", 3), Of("prod", "blue", "b", 4),
            Of(null, null, "x", 5), Of(null, null, "y", 6));
        var baseline = An.Estimate(Of(null, null, "y", 60), Of(null, null, "x", 50), Of("prod", "blue", "b", 40),
            Of("prod", null, "b", 30), Of("dev", null, "a", 20));

        var difference = An.Difference(head, baseline);

        difference.Projects.Select(project => (project.Label, project.Before, project.After)).Should().Equal(
            ("us", 50m, 5m), ("us", 60m, 6m), ("us (dev)", 20m, 2m), ("us (prod)", 30m, 3m),
            ("us (prod, workspace blue)", 40m, 4m));
    }

    [Fact]
    public void A_project_path_may_differ_between_two_checkouts()
    {
        var head = An.Estimate(An.Project("orders", An.Resource(monthly: 12)) with { Path = "head/orders" });
        var baseline = An.Estimate(An.Project("orders", An.Resource(monthly: 10)) with { Path = "base/orders" });

        var project = An.Difference(head, baseline).Projects.Should().ContainSingle().Which;

        project.Delta.Should().Be(2m);
    }

    [Fact]
    public void Indistinguishable_projects_are_a_problem()
    {
        CostProject At(string path) => An.Project("orders", An.Resource()) with { Path = path };
        var twice = CostDifference.Of(An.Estimate(At("a"), At("a")));
        var twiceInBase = CostDifference.Of(An.Estimate(), An.Estimate(At("a"), At("a")));
        var unclear = new[]
        {
            CostDifference.Of(An.Estimate(At("head/a"), At("head/b")), An.Estimate(At("base/a"))),
            CostDifference.Of(An.Estimate(At("head/a")), An.Estimate(At("base/a"), At("base/b"))),
        };

        An.Problems(twice).Should()
            .Equal("The estimate has two projects \"orders\". Give them different names in `infracost.yml`.");
        An.Problems(twiceInBase).Should()
            .Equal("The base estimate has two projects \"orders\". Give them different names in `infracost.yml`.");
        unclear.Should()
            .OnlyContain(difference => An.Problems(difference).Single()
                .StartsWith("Several projects are called \"orders\" and their paths differ", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_currencies_are_a_problem()
    {
        var difference = CostDifference.Of(An.Estimate(), An.Estimate() with { Currency = "EUR" });

        An.Problems(difference).Should()
            .Equal("The estimates are in USD and in EUR. Use one currency: set `INFRACOST_CURRENCY` for every run.");
    }
}
