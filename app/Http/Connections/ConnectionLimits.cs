namespace TfPilot.App.Http;

/// <summary>How many connections are served, and how long one may say nothing.</summary>
internal sealed record ConnectionLimits
{
    /// <summary>All together; GitHub needs a few dozen.</summary>
    public int Total { get; init; } = 1024;

    /// <summary>Of one public address.</summary>
    public int PerAddress { get; init; } = 256;

    /// <summary>Requests at work that are no deliveries; the rest of the connections is kept for deliveries.</summary>
    public int OtherRequests { get; init; } = 768;

    /// <summary>From the connection to its first byte.</summary>
    public TimeSpan FirstByte { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the first byte of a request to the end of its headers.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(10);
}
