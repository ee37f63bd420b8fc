using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace TfPilot.App.Http;

/// <summary>A counted connection and its state. Only its gate changes it.</summary>
internal sealed class ServedConnection(ConnectionContext connection)
{
    private static readonly IPNetwork[] PrivateNetworks =
        [.. new[] { "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
            "fc00::/7", "fe80::/10" }.Select(IPNetwork.Parse)];

    private const int HostBytes = 8;

    private readonly IPAddress address = AddressOf(connection);

    /// <summary>The remote network. An IPv6 /64 belongs to one customer, so its addresses count as one.</summary>
    public IPAddress Address => address.AddressFamily == AddressFamily.InterNetworkV6 ? NetworkOf(address) : address;

    /// <summary>
    /// Whether the address is private and so a proxy's. A proxy serves many clients and must limit them itself.
    /// </summary>
    public bool IsProxy => IPAddress.IsLoopback(address) || PrivateNetworks.Any(network => network.Contains(address));

    /// <summary>The number of active requests.</summary>
    public int Requests { get; set; }

    /// <summary>Whether no request on this connection has ended yet.</summary>
    public bool IsNew { get; set; } = true;

    /// <summary>
    /// The sequence number of the last activity. The connection with the lowest number has been idle longest.
    /// </summary>
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
