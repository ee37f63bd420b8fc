using TfPilot.Core.Costs;

namespace TfPilot.Core.Tests.Costs;

public sealed class GuardrailsTests
{
    [Theory]
    [InlineData(410, 622.40, GuardrailVerdict.Crossed, "+$212.40 per month")]
    [InlineData(410, 610, GuardrailVerdict.Pass, "+$200.00 per month")] // the limit itself is allowed
    [InlineData(410, 610.004, GuardrailVerdict.Pass, "+$200.00 per month")] // judged as it is shown
    [InlineData(610, 0, GuardrailVerdict.Pass, "-$610.00 per month")]
    public void An_increase_above_the_limit_fails(decimal before, decimal after, GuardrailVerdict verdict, string got)
    {
        var results = Guardrails.Check(An.Limits(maxIncrease: 200), An.Cost(before, after));

        results.Should().Equal(new GuardrailResult("max_increase", verdict, got, "at most +$200.00 per month"));
    }

    [Theory]
    [InlineData(410, 622.40, GuardrailVerdict.Crossed, "+51.8% ($410.00 → $622.40)")]
    [InlineData(400, 500, GuardrailVerdict.Pass, "+25% ($400.00 → $500.00)")]
    [InlineData(400, 100, GuardrailVerdict.Pass, "-75% ($400.00 → $100.00)")]
    [InlineData(0, 622.40, GuardrailVerdict.Pass, "+$622.40 per month from zero, so there is no percentage")]
    public void A_percentage_above_the_limit_fails(
        decimal before, decimal after, GuardrailVerdict verdict, string got)
    {
        var results = Guardrails.Check(An.Limits(maxPercent: 25), An.Cost(before, after));

        results.Should().Equal(new GuardrailResult("max_percent", verdict, got, "at most +25%"));
    }

    [Theory]
    [InlineData(4900, 5100, GuardrailVerdict.Crossed)] // from below
    [InlineData(5100, 5200, GuardrailVerdict.Crossed)] // above already, and rising
    [InlineData(5100, 5100, GuardrailVerdict.Pass)] // above already, but not by this change
    [InlineData(5200, 5100, GuardrailVerdict.Pass)]
    [InlineData(4900, 5000, GuardrailVerdict.Pass)]
    public void A_total_above_the_limit_fails_only_if_the_change_raises_it(
        decimal before, decimal after, GuardrailVerdict verdict)
    {
        var results = Guardrails.Check(An.Limits(maxTotal: 5000), An.Cost(before, after));

        results.Should()
            .Equal(
                new GuardrailResult("max_total", verdict,
                    $"{new Money(after, "USD")} per month after {new Money(before, "USD")}",
                    "at most $5,000.00 per month"));
    }

    [Theory]
    [InlineData(0, 0, GuardrailVerdict.Pass)]
    [InlineData(0, 0.01, GuardrailVerdict.Crossed)]
    public void A_limit_of_zero_allows_no_increase(decimal before, decimal after, GuardrailVerdict verdict)
    {
        var results = Guardrails.Check(An.Limits(maxIncrease: 0, maxTotal: 0), An.Cost(before, after));

        results.Select(result => result.Verdict).Should().Equal(verdict, verdict);
    }

    [Fact]
    public void A_project_without_an_estimate_is_unknown_and_never_passes()
    {
        var results = Guardrails.Check(An.Limits(1, 2, 3), An.Cost(null, null, unknown: "no module"));

        results.Select(result => (result.Limit, result.Verdict, result.Got)).Should().Equal(
            ("max_increase", GuardrailVerdict.Unknown, "not estimated: no module"),
            ("max_percent", GuardrailVerdict.Unknown, "not estimated: no module"),
            ("max_total", GuardrailVerdict.Unknown, "not estimated: no module"));
    }

    [Fact]
    public void An_estimate_in_another_currency_is_unknown()
    {
        var results = Guardrails.Check(An.Limits(maxIncrease: 200, currency: "USD"), An.Cost(0, 1, currency: "EUR"));

        results.Should()
            .Equal(
                new GuardrailResult("max_increase", GuardrailVerdict.Unknown,
                    "the estimate is in EUR, the limit in USD", "at most +$200.00 per month"));
    }

    [Fact]
    public void Limits_without_a_currency_use_that_of_the_estimate()
    {
        var results = Guardrails.Check(An.Limits(maxIncrease: 200), An.Cost(0, 300, currency: "EUR"));

        results.Should()
            .Equal(
                new GuardrailResult(
                    "max_increase", GuardrailVerdict.Crossed, "+€300.00 per month", "at most +€200.00 per month"));
    }

    [Fact]
    public void Without_limits_nothing_is_checked() =>
    Guardrails.Check(An.Limits(currency: "USD"), An.Cost(0, 300)).Should().BeEmpty();
}
