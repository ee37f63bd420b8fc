using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TfPilot.Action.Tests.Jobs;

/// <summary>
/// An HTTP server of this machine; the answer to a path is a status code and optionally a header line.
/// </summary>
internal sealed class ProbeServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string> answer;

    public ProbeServer(Func<string, string> answer)
    {
        this.answer = answer;
        listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public string Url => $"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/";

    /// <summary>The requested paths.</summary>
    public ConcurrentQueue<string> Paths { get; } = [];

    public void Dispose() => listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            using var connection = await listener.AcceptTcpClientAsync();
            await using var stream = connection.GetStream();
            var buffer = new byte[4096];
            var count = await stream.ReadAsync(buffer);
            var path = Encoding.ASCII.GetString(buffer, 0, count).Split(' ')[1];
            Paths.Enqueue(path);
            var lines = answer(path).Split('\n', 2);
            var more = lines.Length > 1 ? $"{lines[1]}\r\n" : "";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {lines[0]} X\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n"));
        }
    }
}
