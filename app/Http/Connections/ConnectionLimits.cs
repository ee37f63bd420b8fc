namespace TfPilot.App.Http;

/// <summary>The limits on connections and their idle times.</summary>
internal sealed record ConnectionLimits
{
    /// <summary>The maximum number of connections; GitHub needs a few dozen.</summary>
    public int MaxConnections { get; init; } = 1024;

    /// <summary>The maximum number of connections per public address.</summary>
    public int MaxPerAddress { get; init; } = 256;

    /// <summary>
    /// The maximum number of active requests other than deliveries. The remaining connections are reserved for
    /// deliveries.
    /// </summary>
    public int MaxOtherRequests { get; init; } = 768;

    /// <summary>The timeout from the start of a connection to its first byte.</summary>
    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The timeout from the first byte of a request to the end of its headers.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
