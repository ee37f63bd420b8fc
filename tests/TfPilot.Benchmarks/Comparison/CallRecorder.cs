using System.Net;
using System.Net.Sockets;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>A recorded HTTP call.</summary>
internal sealed record RecordedCall(
    string Method, string PathAndQuery, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body);

/// <summary>A proxy that records the requests of a program, so that another program can repeat them.</summary>
internal sealed class CallRecorder : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly HttpClient http = new();
    private readonly List<RecordedCall> calls = [];
    private readonly Uri target;

    public CallRecorder(Uri target)
    {
        this.target = target;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        free.Stop();
        listener.Prefixes.Add(Url.AbsoluteUri);
        listener.Start();
        _ = Task.Run(ForwardAsync);
    }

    public Uri Url { get; }

    public IReadOnlyList<RecordedCall> Calls => calls;

    public void Dispose()
    {
        listener.Close();
        http.Dispose();
    }

    private async Task ForwardAsync()
    {
        while (listener.IsListening)
        {
            var asked = await listener.GetContextAsync();
            using var body = new MemoryStream();
            await asked.Request.InputStream.CopyToAsync(body);
            string[] names = ["Authorization", "Accept", "User-Agent", "X-GitHub-Api-Version", "Content-Type"];
            var headers = names.Where(name => asked.Request.Headers[name] is not null)
                .Select(name => (name, asked.Request.Headers[name]!)).ToList();
            calls.Add(new(asked.Request.HttpMethod, asked.Request.RawUrl!, headers, body.ToArray()));
            await AnswerAsync(asked.Response, calls[^1]);
        }
    }

    private async Task AnswerAsync(HttpListenerResponse response, RecordedCall call)
    {
        using var message = new HttpRequestMessage(new HttpMethod(call.Method), new Uri(target, call.PathAndQuery));
        if (call.Body.Length > 0) message.Content = new ByteArrayContent(call.Body);
        foreach (var (name, value) in call.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(message);
        response.StatusCode = (int)answer.StatusCode;
        response.ContentType = "application/json";
        response.Close(await answer.Content.ReadAsByteArrayAsync(), willBlock: true);
    }
}
