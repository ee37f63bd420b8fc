using TfPilot.Core.Costs;

namespace TfPilot.Core.Tests.Costs;

public sealed class ProjectMatchTests
{
    [Theory]
    [InlineData("live/prod/orders", "live/prod/orders", "")]
    [InlineData("live/prod/orders", "acme/shop/live/prod/orders", "")] // Infracost puts the repository in front
    [InlineData("live/prod/orders", "acme/shop/live/prod/orders/plan.json", "")]
    [InlineData("live/prod/orders", "main", "./live/prod/orders")]
    [InlineData("head/live/prod/orders", "main", "live/prod/orders")] // the plan lies in a checkout of its own
    [InlineData("orders", "shop", "live\\prod\\orders")]
    public void A_project_is_found_by_its_name_or_path(string reviewed, string name, string path)
    {
        var expected = Of(name, path);

        var found = ProjectMatch.Find(new("USD", [Of("live/prod/orders-old", ""), expected]), reviewed);

        found.Should().BeSameAs(expected);
    }

    [Fact]
    public void An_exact_name_takes_precedence_over_a_longer_one()
    {
        var (exact, longer) = (Of("orders", ""), Of("live/orders", ""));

        var found = ProjectMatch.Find(new("USD", [longer, exact]), "orders");

        found.Should().BeSameAs(exact);
    }

    [Theory]
    [InlineData("orders")] // two of them
    [InlineData("ers")] // no whole step
    [InlineData("")]
    public void An_ambiguous_project_name_is_not_matched(string reviewed)
    {
        var cost = new CostDifference("USD", [Of("dev/orders", "."), Of("prod/orders", ".")]);

        var found = ProjectMatch.Find(cost, reviewed);

        found.Should().BeNull();
    }

    private static ProjectCost Of(string name, string path) => An.Cost(1, 2) with { Name = name, Path = path };
}
