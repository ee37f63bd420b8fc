using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>Signed deliveries at a steady pace, whatever the answers do; each is timed from the moment when it was due.</summary>
internal sealed record DeliveryLoad(IReadOnlyList<double> Milliseconds, int Failed)
{
    private const int PayloadSize = 15_000;

    public double Percentile(double part) => Milliseconds.Count == 0 ? double.NaN : Milliseconds[Math.Min(Milliseconds.Count - 1, (int)(part * Milliseconds.Count))];

    public static DeliveryLoad Run(Uri server, string secret, int perSecond, TimeSpan time)
    {
        var payload = Encoding.UTF8.GetBytes($$$"""{"action":"created","issue":{"number":7},"comment":{"body":"{{{new string('x', PayloadSize)}}}"},"installation":{"id":6001},"repository":{"id":4001,"full_name":"acme/infra"}}""");
        var signature = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), payload));
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { Timeout = TimeSpan.FromSeconds(10) };
        var target = new Uri(server, "/api/github/webhooks");
        var answers = new Task<double?>[(int)(perSecond * time.TotalSeconds)];
        var began = Stopwatch.GetTimestamp();
        for (var index = 0; index < answers.Length; index++)
        {
            var due = TimeSpan.FromSeconds((double)index / perSecond);
            if (due - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } early) Thread.Sleep(early);
            answers[index] = SendAsync(http, target, payload, signature, began, due);
        }

        var took = Task.WhenAll(answers).Result;
        return new([.. took.OfType<double>().Order()], took.Count(one => one is null));
    }

    private static async Task<double?> SendAsync(HttpClient http, Uri target, byte[] payload, string signature, long began, TimeSpan due)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(payload) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-GitHub-Event", "issue_comment");
        request.Headers.Add("X-GitHub-Delivery", Guid.NewGuid().ToString());
        request.Headers.Add("X-Hub-Signature-256", signature);
        try
        {
            using var response = await http.SendAsync(request);
            return response.IsSuccessStatusCode ? (Stopwatch.GetElapsedTime(began) - due).TotalMilliseconds : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }
}
