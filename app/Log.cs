using TfPilot.Storage;

namespace TfPilot.App;

/// <summary>All that the App says of itself. Never a body, a token or a secret.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Id} ({Event}) is parked: {Reason}")]
    public static partial void DeliveryParked(this ILogger log, Guid id, string @event, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Id} ({Event}) is tried again at {Moment:u}: {Reason}")]
    public static partial void DeliveryRetried(this ILogger log, Guid id, string @event, DateTimeOffset moment, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Pull} is tried again at {Moment:u}: {Reason}")]
    public static partial void PullRetried(this ILogger log, PullKey pull, DateTimeOffset moment, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Pull} is parked: {Reason}")]
    public static partial void PullParked(this ILogger log, PullKey pull, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Work} failed and goes on later.")]
    public static partial void WorkFailed(this ILogger log, string work, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Work} could not do a part of its work: {Reason}")]
    public static partial void WorkIncomplete(this ILogger log, string work, string reason);
}
