using Microsoft.AspNetCore.Connections;
using TfPilot.App.Jobs;

namespace TfPilot.App.Http;

/// <summary>
/// Limits connections, so that one client cannot block deliveries with many connections. At a limit, an idle connection
/// is closed in favor of the new one. Refused and closed connections are counted and logged at most once per minute.
/// </summary>
internal sealed class ConnectionGate(ConnectionLimits limits, TimeProvider clock, ILogger<ConnectionGate> log)
{
    private readonly Lock gate = new();
    private readonly HashSet<ServedConnection> connections = [];
    private readonly LogThrottle throttle = new(clock);
    private long order;
    private int otherRequests;

    /// <summary>Serves the connection, or closes it when a limit is reached or its first byte is late.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var served = new ServedConnection(connection);
        if (!Admit(served))
        {
            Count();
            served.Close();
            return;
        }

        try
        {
            connection.Features.Set(served);
            if (await HasFirstByteAsync(connection)) await next(connection);
        }
        finally
        {
            lock (gate) connections.Remove(served);
        }
    }

    /// <summary>Begins a request; false when too many requests other than deliveries are active.</summary>
    public bool TryEnter(ServedConnection? connection, bool isDelivery)
    {
        lock (gate)
        {
            if (!isDelivery && otherRequests >= limits.MaxOtherRequests) return false;
            if (!isDelivery) otherRequests++;
            if (connection is not null) connection.Requests++;
            return true;
        }
    }

    public void End(ServedConnection? connection, bool isDelivery)
    {
        lock (gate)
        {
            if (!isDelivery) otherRequests--;
            if (connection is null) return;
            connection.Requests--;
            connection.IsNew = false;
            connection.Order = ++order;
        }
    }

    private bool Admit(ServedConnection served)
    {
        ServedConnection? closed = null;
        lock (gate)
        {
            var sharing = SharingConnections(served);
            closed = sharing?.Where(other => other.IsIdle).OrderByDescending(other => other.IsNew)
                .ThenBy(other => other.Order).FirstOrDefault();
            if (sharing is not null && closed is null) return false;
            if (closed is not null) connections.Remove(closed);
            served.Order = ++order;
            connections.Add(served);
        }

        if (closed is null) return true;
        Count();
        closed.Close();
        return true;
    }

    /// <summary>The connections that share the reached limit; null when no limit is reached.</summary>
    private IReadOnlyCollection<ServedConnection>? SharingConnections(ServedConnection served)
    {
        if (!served.IsProxy && connections.Where(other => other.Address.Equals(served.Address)).ToList() is var same
            && same.Count >= limits.MaxPerAddress) return same;
        return connections.Count >= limits.MaxConnections ? connections : null;
    }

    /// <summary>
    /// Waits for the first byte of a new connection. Kestrel has no separate timeout for this: its timeouts start at
    /// the first byte, or equal the keep-alive timeout.
    /// </summary>
    private async Task<bool> HasFirstByteAsync(ConnectionContext connection)
    {
        using var limit = new CancellationTokenSource(limits.FirstByteTimeout, clock);
        try
        {
            var read = await connection.Transport.Input.ReadAsync(limit.Token);
            connection.Transport.Input.AdvanceTo(read.Buffer.Start);
            return !read.Buffer.IsEmpty;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Count();
            connection.Abort();
            return false;
        }
        // Closed by the client, or closed in favor of a newer connection.
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Count()
    {
        if (throttle.Add() is > 0 and var count) log.ConnectionsRefused(count);
    }
}
