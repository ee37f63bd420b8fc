using System.Net;
using System.Net.Sockets;

namespace TfPilot.Storage.Tests;

/// <summary>A TCP proxy that can hang: while it hangs, it accepts connections and bytes but forwards nothing.</summary>
internal sealed class HangingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly List<TcpClient> clients = [];
    private readonly int server;
    private volatile bool hangs;

    public HangingProxy(int server)
    {
        this.server = server;
        listener.Start();
        _ = Task.Run(AcceptAsync); // Runs in the background.
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Hang() => hangs = true;

    /// <summary>Data sent while the proxy was hanging is lost; new connections are forwarded.</summary>
    public void Resume() => hangs = false;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        lock (clients) clients.ForEach(client => client.Dispose());
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!end.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(end.Token);
            lock (clients) clients.Add(client);
            if (!hangs) Pass(client);
        }
    }

    private void Pass(TcpClient client)
    {
        try
        {
            var target = new TcpClient("127.0.0.1", server);
            lock (clients) clients.Add(target);
            _ = CopyAsync(client.GetStream(), target.GetStream());
            _ = CopyAsync(target.GetStream(), client.GetStream());
        }
        catch (Exception gone) when (gone is SocketException or InvalidOperationException)
        {
            client.Dispose(); // The client disconnected before it was connected to the server.
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await from.ReadAsync(buffer, end.Token)) > 0;)
            {
                if (!hangs) await to.WriteAsync(buffer.AsMemory(0, read), end.Token);
            }

            to.Close();
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One end is closed.
        }
    }
}
