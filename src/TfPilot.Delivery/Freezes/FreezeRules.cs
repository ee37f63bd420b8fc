using System.Diagnostics;
using NodaTime;
using TfPilot.Core.Environments;

namespace TfPilot.Delivery.Freezes;

/// <summary>Decides whether a freeze holds.</summary>
public static class FreezeRules
{
    /// <summary>The freezes that hold for the environment at the given moment, in the order of the settings.</summary>
    public static IReadOnlyList<FreezeWindow> Active(
        IEnumerable<FreezeWindow> windows, string environment, DateTimeOffset now) =>
    [
        .. windows.Where(window => window.Environments.Contains(environment, StringComparer.OrdinalIgnoreCase)
            && Holds(window, now)),
    ];

    /// <summary>An unknown time zone means that the freeze holds.</summary>
    private static bool Holds(FreezeWindow window, DateTimeOffset now)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(window.Zone) is not { } zone) return true;
        var local = Instant.FromDateTimeOffset(now).InZone(zone).ToDateTimeUnspecified();
        return window.Time switch
        {
            FreezeTime.Period(var from, var to) => from <= local && local < to,
            FreezeTime.Weekly weekly => Holds(weekly, local),
            FreezeTime.Dates(var days) => days.Contains(DateOnly.FromDateTime(local)),
            _ => throw new UnreachableException(),
        };
    }

    private static bool Holds(FreezeTime.Weekly weekly, DateTime local)
    {
        var time = TimeOnly.FromDateTime(local);
        var (isToday, isYesterday) = (weekly.Days.Contains(local.DayOfWeek),
            weekly.Days.Contains(local.AddDays(-1).DayOfWeek));
        return weekly.To > weekly.From ? isToday && weekly.From <= time && time < weekly.To
            : (isToday && weekly.From <= time) || (isYesterday && time < weekly.To);
    }
}
