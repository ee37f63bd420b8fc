using System.Globalization;
using TfPilot.Core.Environments;
using TfPilot.Delivery.Freezes;

namespace TfPilot.Delivery.Tests.Freezes;

public class FreezeRulesTests
{
    private static readonly FreezeTime Holidays = new FreezeTime.Period(new(2026, 12, 20), new(2027, 1, 5));

    private static readonly FreezeTime Weekend = new FreezeTime.Weekly(
        [DayOfWeek.Friday, DayOfWeek.Saturday], new(16, 0), new(8, 0));

    private static readonly FreezeTime Office = new FreezeTime.Weekly(
        [DayOfWeek.Monday], new(9, 0), new(17, 0));

    [Theory]
    [InlineData("2026-12-19T22:59:59Z", false)] // 23:59:59 in Berlin
    [InlineData("2026-12-19T23:00:00Z", true)] // midnight in Berlin
    [InlineData("2027-01-04T22:59:59Z", true)]
    [InlineData("2027-01-04T23:00:00Z", false)] // the end is exclusive
    public void A_period_is_in_local_time(string now, bool holds) => Check(Holidays, now, holds);

    [Theory]
    [InlineData("2026-11-27T14:59:00Z", false)] // Friday, 15:59 in Berlin
    [InlineData("2026-11-27T15:00:00Z", true)]
    [InlineData("2026-11-28T06:59:00Z", true)] // Saturday morning belongs to Friday
    [InlineData("2026-11-28T07:00:00Z", false)]
    [InlineData("2026-11-28T15:00:00Z", true)]
    [InlineData("2026-11-29T06:59:00Z", true)] // Sunday morning belongs to Saturday
    [InlineData("2026-11-29T15:00:00Z", false)]
    [InlineData("2026-06-26T13:59:00Z", false)] // Friday, 15:59 in summer time
    [InlineData("2026-06-26T14:00:00Z", true)]
    public void A_weekly_freeze_may_end_on_the_next_day(string now, bool holds) => Check(Weekend, now, holds);

    [Theory]
    [InlineData("2026-11-30T07:59:00Z", false)]
    [InlineData("2026-11-30T08:00:00Z", true)]
    [InlineData("2026-11-30T16:00:00Z", false)]
    [InlineData("2026-12-01T09:00:00Z", false)]
    public void A_weekly_freeze_may_end_on_the_same_day(string now, bool holds) => Check(Office, now, holds);

    [Theory]
    [InlineData("2026-12-23T23:00:00Z", true)] // the 24th in Berlin
    [InlineData("2026-12-24T23:00:00Z", false)]
    public void A_date_is_a_whole_day(string now, bool holds) =>
        Check(new FreezeTime.Dates([new(2026, 12, 24)]), now, holds);

    [Fact]
    public void Only_the_named_environments_are_frozen_and_an_unknown_zone_freezes()
    {
        var window = new FreezeWindow(["prod"], Holidays, "Europe/Berlin", "holidays", []);
        var now = new DateTimeOffset(2026, 12, 25, 0, 0, 0, TimeSpan.Zero);

        FreezeRules.Active([window], "PROD", now).Should().Equal(window);
        FreezeRules.Active([window], "dev", now).Should().BeEmpty();
        FreezeRules.Active([window with { Zone = "Nowhere/City" }], "prod", now.AddYears(1)).Should().HaveCount(1);
    }

    private static void Check(FreezeTime time, string now, bool holds) => FreezeRules.Active(
        [new(["prod"], time, "Europe/Berlin", "reason", [])], "prod",
        DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)).Any().Should().Be(holds);
}
