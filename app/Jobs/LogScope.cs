using TfPilot.Storage;

namespace TfPilot.App.Jobs;

/// <summary>The correlation ids of the work that a log line belongs to.</summary>
internal static class LogScope
{
    private static readonly Func<ILogger, string, IDisposable?> Trace =
        LoggerMessage.DefineScope<string>("trace {Trace}");

    /// <summary>
    /// Adds the ids to every log line, audit entry and queued pull request of the calling async method and its calls.
    /// </summary>
    public static IDisposable? BeginTrace(this ILogger log, params IReadOnlyList<string> ids)
    {
        Correlation.Use(ids);
        return ids.Count == 0 ? null : Trace(log, string.Join(' ', ids));
    }
}
