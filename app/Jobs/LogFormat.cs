using Microsoft.Extensions.Logging.Console;

namespace TfPilot.App.Jobs;

/// <summary>
/// The log format: one line per event with the time in UTC, as text or as JSON with every id as a field.
/// </summary>
internal static class LogFormat
{
    private const string Moment = "yyyy-MM-ddTHH:mm:ss.fffZ ";

    public static ILoggingBuilder AddLines(this ILoggingBuilder logging, bool asJson)
    {
        logging.ClearProviders().AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        return asJson
            ? logging.AddJsonConsole(options =>
            {
                Set(options, Moment.TrimEnd());
                options.IncludeScopes = true; // the correlation ids
            })
            : logging.AddSimpleConsole(options =>
            {
                Set(options, Moment);
                options.SingleLine = true;
            });
    }

    private static void Set(ConsoleFormatterOptions options, string format) =>
        (options.TimestampFormat, options.UseUtcTimestamp) = (format, true);
}
