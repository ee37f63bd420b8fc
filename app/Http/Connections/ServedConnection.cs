using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace TfPilot.App.Http;

/// <summary>A connection that is counted, with what it is at. Its gate alone changes it.</summary>
internal sealed class ServedConnection(ConnectionContext connection)
{
    private static readonly IPNetwork[] Private =
        [.. new[] { "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
            "fc00::/7", "fe80::/10" }.Select(IPNetwork.Parse)];

    private const int HostBytes = 8;

    private readonly IPAddress address = AddressOf(connection);

    /// <summary>
    /// From where it came. One household has all IPv6 addresses of a network of 64 bits, so these count as one.
    /// </summary>
    public IPAddress Address => address.AddressFamily == AddressFamily.InterNetworkV6 ? NetworkOf(address) : address;

    /// <summary>
    /// An address that is not public is that of a proxy, which brings many and has to limit each by itself.
    /// </summary>
    public bool IsOfProxy => IPAddress.IsLoopback(address) || Private.Any(network => network.Contains(address));

    /// <summary>Requests at work.</summary>
    public int Requests { get; set; }

    /// <summary>No request came over it yet.</summary>
    public bool IsNew { get; set; } = true;

    /// <summary>Grows with each connection and each request that ends: the lowest waits longest.</summary>
    public long Order { get; set; }

    public bool IsIdle => Requests == 0;

    public void Close() => connection.Abort();

    private static IPAddress AddressOf(ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    private static IPAddress NetworkOf(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(bytes.Length - HostBytes).Clear();
        return new(bytes);
    }
}
