using TfPilot.Core.Costs;

namespace TfPilot.Core.Tests.Costs;

public sealed class CostEstimateTests
{
    [Fact]
    public void Estimates_in_one_currency_are_joined()
    {
        var (orders, web) = (An.Project("orders"), An.Project("web"));

        var joined = An.Value(CostEstimate.Join([An.Estimate(orders), An.Estimate(web)]));

        joined!.Projects.Should().Equal(orders, web);
        An.Value(CostEstimate.Join([])).Should().BeNull();
    }

    [Fact]
    public void Estimates_in_several_currencies_are_a_problem()
    {
        var joined = CostEstimate.Join([An.Estimate(), An.Estimate() with { Currency = "EUR" }, An.Estimate()]);

        An.Problems(joined).Should()
            .Equal("The estimates are in EUR and in USD. Use one currency: set `INFRACOST_CURRENCY` for every run.");
    }
}
