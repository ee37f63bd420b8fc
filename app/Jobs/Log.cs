using TfPilot.Storage;

namespace TfPilot.App.Jobs;

/// <summary>All log messages of the App. They never contain a request body, token or secret.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Id} ({Event}) is parked: {Reason}")]
    public static partial void DeliveryParked(this ILogger log, Guid id, string @event, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Delivery {Id} ({Event}) will be retried at {Moment:u}: {Reason}")]
    public static partial void DeliveryRetried(
        this ILogger log, Guid id, string @event, DateTimeOffset moment, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Pull} will be retried at {Moment:u}: {Reason}")]
    public static partial void PullRetried(this ILogger log, PullKey pull, DateTimeOffset moment, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Pull} is parked: {Reason}")]
    public static partial void PullParked(this ILogger log, PullKey pull, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Work} failed and will be retried.")]
    public static partial void WorkFailed(this ILogger log, string work, Exception failure);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "{Reason} Since {Since:u}; {Count} failures since the last message.")]
    public static partial void DatabaseAway(this ILogger log, string reason, DateTimeOffset since, int count);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "The database is available again. The outage began at {Since:u}: {Reason}")]
    public static partial void DatabaseBack(this ILogger log, DateTimeOffset since, string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Count} connections were refused, closed for newer ones or closed without a request since " +
        "the last message.")]
    public static partial void ConnectionsRefused(this ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Work} is incomplete: {Reason}")]
    public static partial void WorkIncomplete(this ILogger log, string work, string reason);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Delivery {Delivery} ({Event}) of installation {Installation} was routed in {Milliseconds} ms.")]
    public static partial void DeliveryRouted(
        this ILogger log, Guid delivery, string @event, long? installation, long milliseconds);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Pull request {Pull} of repository {Repository}, installation {Installation}, was evaluated: " +
        "{Decision}, in {Milliseconds} ms.")]
    public static partial void PullDecided(
        this ILogger log, int pull, long repository, long installation, string decision, long milliseconds);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Auto-merge of pull request {Pull} of repository {Repository}, installation {Installation}, was " +
        "disabled; {Bot} had enabled it.")]
    public static partial void AutoMergeStopped(
        this ILogger log, int pull, long repository, long installation, string bot);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Check {Check} ({CheckRun}) of pull request {Pull} of repository {Repository}, installation " +
        "{Installation}, was written on {Head}: {Conclusion}, in {Milliseconds} ms.")]
    public static partial void CheckWritten(
        this ILogger log, string check, long checkRun, int pull, long repository, long installation, string head,
        string conclusion, long milliseconds);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Commands {Commands} of {Source} on pull request {Pull} of repository {Repository}, installation " +
        "{Installation}, asked by {Person}: {Effects} done, {Refusals} refused, in {Milliseconds} ms.")]
    public static partial void CommandsAnswered(
        this ILogger log, string commands, string source, int pull, long repository, long installation, long person,
        int effects, int refusals, long milliseconds);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Evidence of run {Run}, attempt {Attempt}, for pull request {Pull} of repository {Repository}, " +
        "installation {Installation}: {Answer}, {Trust}, {Projects} projects, {Bytes} bytes, in {Milliseconds} ms.")]
    public static partial void EvidenceTaken(
        this ILogger log, long run, int attempt, int pull, long repository, long installation, string answer,
        string trust, int projects, int bytes, long milliseconds);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Gate for run {Run}, attempt {Attempt}, environment {Environment}, project {Project} of repository " +
        "{Repository}, installation {Installation}: {Answer} ({Rules}), in {Milliseconds} ms.")]
    public static partial void GateAnswered(
        this ILogger log, long run, int attempt, string environment, string project, long repository,
        long installation, string answer, string rules, long milliseconds);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Record of run {Run}, attempt {Attempt}, environment {Environment}, project {Project} of " +
        "repository {Repository}, installation {Installation}: {Status}, {Result}, {Bytes} bytes, " +
        "in {Milliseconds} ms.")]
    public static partial void RecordTaken(
        this ILogger log, long run, int attempt, string environment, string project, long repository,
        long installation, string status, string result, int bytes, long milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Work} processed {Count} in {Milliseconds} ms.")]
    public static partial void WorkDone(this ILogger log, string work, int count, long milliseconds);

    /// <summary>Whole milliseconds since <paramref name="start"/>, a timestamp of the clock.</summary>
    public static long Milliseconds(this TimeProvider clock, long start) =>
        (long)clock.GetElapsedTime(start).TotalMilliseconds;
}
