using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>A server in a separate process on a free port, stopped afterward.</summary>
internal sealed class PeerServer : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly Process process;

    private PeerServer(Process process, int port) =>
        (this.process, Url) = (process, new Uri($"http://127.0.0.1:{port}"));

    public Uri Url { get; }

    /// <summary>The current resident memory.</summary>
    public double Megabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / (1024.0 * 1024);
        }
    }

    public static PeerServer Start(
        string command, string[] arguments, string folder, Func<string, Dictionary<string, string>> variables)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(
            command, arguments)
        { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var (name, value) in variables(
            port.ToString(CultureInfo.InvariantCulture))) start.Environment[name] = value;
        var server = new PeerServer(Process.Start(start)!, port);
        _ = server.process.StandardOutput.ReadToEndAsync();
        for (var began = Stopwatch.GetTimestamp(); !IsListening(port); Thread.Sleep(PollInterval))
        {
            if (server.process.HasExited || Stopwatch.GetElapsedTime(began) > Timeout)
                throw new InvalidOperationException($"{command} never listened");
        }

        return server;
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private static bool IsListening(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
