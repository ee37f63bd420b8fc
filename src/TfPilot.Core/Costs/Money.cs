using System.Globalization;

namespace TfPilot.Core.Costs;

/// <summary>
/// An amount in one currency (ISO 4217), formatted for display: <c>$1,893.10</c>, <c>€3.00</c>, <c>¥1,200</c>, <c>CHF
/// 12.00</c>. The displayed amount and its sign are rounded to the currency's smallest unit: less than half a cent is
/// <c>$0.00</c>.
/// </summary>
public readonly record struct Money(decimal Amount, string Currency)
{
    private static readonly (string Currency, string Symbol)[] Symbols =
        [("USD", "$"), ("EUR", "€"), ("GBP", "£"), ("INR", "₹"), ("JPY", "¥"), ("KRW", "₩")];

    private static readonly string[] WithoutCents = ["CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF"];

    private int Decimals => WithoutCents.Contains(Currency) ? 0 : 2;

    /// <summary>The amount as displayed and as compared with limits.</summary>
    public decimal Rounded => Math.Round(Amount, Decimals, MidpointRounding.AwayFromZero);

    public override string ToString() => Text(Rounded, Decimals, plus: "");

    /// <summary>A difference: <c>+$212.40</c>, <c>-$3.00</c>, <c>$0.00</c>.</summary>
    public string Signed => Text(Rounded, Decimals, plus: "+");

    /// <summary>A short form of the difference: without cents from 100 on, as in <c>+$212</c>.</summary>
    public string Short =>
        Math.Abs(Rounded) < 100 ? Signed : Text(Math.Round(Amount, MidpointRounding.AwayFromZero), 0, plus: "+");

    private string Text(decimal amount, int decimals, string plus)
    {
        var currency = Currency;
        var symbol = Symbols.FirstOrDefault(known => known.Currency == currency).Symbol
            ?? (currency.Length > 0 ? $"{currency} " : "");
        var sign = amount < 0 ? "-" : amount > 0 ? plus : "";
        return $"{sign}{symbol}{Math.Abs(amount).ToString($"N{decimals}", CultureInfo.InvariantCulture)}";
    }
}
