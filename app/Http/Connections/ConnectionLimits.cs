namespace TfPilot.App.Http;

/// <summary>The limits on connections and their idle times.</summary>
internal sealed record ConnectionLimits
{
    /// <summary>All connections; GitHub needs a few dozen.</summary>
    public int Total { get; init; } = 1024;

    /// <summary>Per public address.</summary>
    public int PerAddress { get; init; } = 256;

    /// <summary>Active requests other than deliveries; the remaining connections are reserved for deliveries.</summary>
    public int OtherRequests { get; init; } = 768;

    /// <summary>From the connection to its first byte.</summary>
    public TimeSpan FirstByte { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the first byte of a request to the end of its headers.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(10);
}
