using System.Globalization;

namespace TfPilot.Core.Basics;

/// <summary>
/// Formats a duration in the largest unit that divides it: <c>14 days</c>, <c>36 hours</c>, <c>30 minutes</c>.
/// </summary>
public static class DurationText
{
    public static string Of(TimeSpan duration) =>
        duration.Ticks % TimeSpan.TicksPerDay == 0 ? Counted(duration.TotalDays, "day")
        : duration.Ticks % TimeSpan.TicksPerHour == 0 ? Counted(duration.TotalHours, "hour")
        : Counted(duration.TotalMinutes, "minute");

    private static string Counted(double count, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:0.#} {unit}{(count == 1 ? "" : "s")}");
}
