using TfPilot.Core.Approvals;

namespace TfPilot.Core.Environments;

/// <summary>
/// A time in which nothing is applied to some environments. It does not affect reviews and approvals.
/// </summary>
/// <param name="Environments">Names of environments.</param>
/// <param name="Zone">A time zone of the IANA database, such as <c>Europe/Berlin</c>; all times are local
/// there.</param>
/// <param name="Except">Changes that a member of one of these teams approved may be applied.</param>
public sealed record FreezeWindow(
    IReadOnlyList<string> Environments, FreezeTime Time, string Zone, string Reason, IReadOnlyList<TeamName> Except);

/// <summary>When a freeze holds, in local time.</summary>
public abstract record FreezeTime
{
    private FreezeTime() { }

    /// <param name="To">Exclusive.</param>
    public sealed record Period(DateTime From, DateTime To) : FreezeTime;

    /// <summary>
    /// On these days of each week. If <paramref name="To"/> is not after <paramref name="From"/>, it is on the next
    /// day.
    /// </summary>
    public sealed record Weekly(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly To) : FreezeTime;

    /// <summary>Whole days, such as holidays.</summary>
    public sealed record Dates(IReadOnlyList<DateOnly> Days) : FreezeTime;
}
