using System.Globalization;
using TfPilot.Core.Costs;

namespace TfPilot.Core.Tests.Costs;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("1893.1", "USD", "$1,893.10", "+$1,893.10", "+$1,893")]
    [InlineData("-3", "EUR", "-€3.00", "-€3.00", "-€3.00")]
    [InlineData("12", "CHF", "CHF 12.00", "+CHF 12.00", "+CHF 12.00")]
    [InlineData("1199.5", "JPY", "¥1,200", "+¥1,200", "+¥1,200")] // yen have no cents
    [InlineData("99.995", "GBP", "£100.00", "+£100.00", "+£100")]
    [InlineData("0", "USD", "$0.00", "$0.00", "$0.00")]
    [InlineData("-0.004", "USD", "$0.00", "$0.00", "$0.00")] // what is shown as nothing has no sign
    public void An_amount_is_formatted_by_its_currency(
        string amount, string currency, string text, string signed, string brief)
    {
        var money = new Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency);

        var shown = (money.ToString(), money.Signed, money.Short);

        shown.Should().Be((text, signed, brief));
    }
}
