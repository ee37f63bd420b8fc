using System.Globalization;
using NodaTime;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>Reads the times in which nothing is applied.</summary>
internal static class FreezeSection
{
    private const string Clock = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private const string Date = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

    private static readonly Schema.Text Moment = new(
        "a date such as 2026-12-20, or with a time 2026-12-20T16:00", $"^{Date}(T[0-9]{{2}}:[0-9]{{2}})?$",
        FindMomentError);

    private static readonly Schema.Keys Weekly = new(
    [
        new("days", new Schema.Items(new Schema.Word(Days), Min: 1), "The days of the week.") { IsRequired = true },
        new("from", new Schema.Text("a time such as 16:00", Clock), "The start on each of the days.")
            { Default = "\"00:00\"" },
        new("to", new Schema.Text("a time such as 08:00", Clock),
            "The end; on the next day if it is not after `from`.") { Default = "\"00:00\"" },
    ], Min: 1);

    private static readonly Schema.Keys Window = new(
    [
        new("environments", new Schema.Items(CommonSchemas.EnvironmentName, Min: 1),
            "The environments to which nothing is applied.") { IsRequired = true },
        new("from", Moment, "The start of a single freeze."),
        new("to", Moment, "Its end; a date is included."),
        new("weekly", Weekly, "A freeze of every week."),
        new("dates", new Schema.Items(new Schema.Text("a date such as 2026-12-24", $"^{Date}$", FindDateError), Min: 1),
            "Whole days, such as holidays."),
        new("zone", new Schema.Text("a time zone, such as Europe/Berlin", FindError: FindZoneError),
            "The time zone of all times.") { Default = "UTC" },
        new("reason", CommonSchemas.Sentence, "The reason that refused jobs see.") { IsRequired = true },
        new("except", CommonSchemas.Teams, "Changes that a member of these teams approved may be applied."),
    ])
    {
        AnyOf = ["from", "weekly", "dates"],
        OneOf = ["from", "weekly", "dates"],
    };

    public static SettingsSection Section { get; } = new(
        [new("freeze", new Schema.Items(Window), "Times in which nothing is applied.") { Default = "[]" }],
        (settings, input) => settings with
        {
            Freezes = [.. input.File.Maps("freeze")
                .Select(window => Read(window, settings.Environments, input.Problems)).OfType<FreezeWindow>()],
        });

    private static FreezeWindow? Read(
        Node.Map map, IReadOnlyList<EnvironmentSettings> environments, Problems problems)
    {
        foreach (var name in map.Texts("environments"))
            PolicySection.MustBeKnown(name, map, [.. environments.Select(known => known.Name)], problems);
        if (Time(map, problems) is not { } time) return null;
        return new(map.Texts("environments"), time, map.Text("zone") ?? "UTC", map.Text("reason") ?? "",
            map.Teams("except"));
    }

    private static FreezeTime? Time(Node.Map map, Problems problems)
    {
        if (map.Map("weekly") is { } weekly)
            return new FreezeTime.Weekly([.. weekly.Texts("days").Select(Day)], At(weekly, "from"), At(weekly, "to"));
        if (map.Find("dates") is not null)
            return new FreezeTime.Dates([.. map.Texts("dates").Select(ParseDate).OfType<DateOnly>()]);
        // The schema has reported a missing or unreadable start.
        if (ParseMoment(map.Text("from")) is not { } from) return null;
        var to = ParseMoment(map.Text("to"));
        if (to is { } end && map.Text("to")!.Length == DateLength && end < DateTime.MaxValue.Date) to = end.AddDays(1);
        if (to is { } until && until > from) return new FreezeTime.Period(from, until);
        problems.Add(map, to is null ? "needs `to`, the end of the freeze" : "ends before it begins");
        return null;
    }

    private const int DateLength = 10;

    private static DayOfWeek Day(string word) => (DayOfWeek)((Array.IndexOf(Days, word) + 1) % 7);

    private static TimeOnly At(Node.Map map, string key) => map.Text(key) is { } text
        ? TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture) : TimeOnly.MinValue;

    private static string? FindMomentError(string text) => ParseMoment(text) is null
        ? "is not a date such as 2026-12-20, or a date and time such as 2026-12-20T16:00" : null;

    private static string? FindDateError(string text) =>
        ParseDate(text) is null ? "is not a date such as 2026-12-24" : null;

    private static string? FindZoneError(string text) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) is null
        ? "is not a time zone of the IANA database, such as Europe/Berlin" : null;

    private static DateTime? ParseMoment(string? text) => DateTime.TryParseExact(
        text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
        ? moment : null;

    private static DateOnly? ParseDate(string text) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
