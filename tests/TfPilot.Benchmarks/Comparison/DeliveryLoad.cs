using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>
/// Signed deliveries at a constant rate, independent of the responses; latency is measured from the scheduled time of
/// each.
/// </summary>
internal sealed record DeliveryLoad(IReadOnlyList<double> Milliseconds, int Failed)
{
    private static readonly string[] Links = ["archive", "assignees", "branches", "commits", "compare", "contents",
        "deployments", "events", "forks", "hooks", "issues", "keys", "labels", "pulls", "releases", "tags"];

    public double Percentile(double part) =>
        Milliseconds.Count == 0 ? double.NaN
        : Milliseconds[Math.Min(Milliseconds.Count - 1, (int)(part * Milliseconds.Count))];

    public static DeliveryLoad Run(Uri server, string secret, int perSecond, TimeSpan time)
    {
        var payload = Payload();
        var signature = "sha256=" +
            Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), payload));
        using var http = new HttpClient(
            new SocketsHttpHandler { MaxConnectionsPerServer = 256 })
        { Timeout = TimeSpan.FromSeconds(10) };
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

    private static async Task<double?> SendAsync(
        HttpClient http, Uri target, byte[] payload, string signature, long began, TimeSpan due)
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

    /// <summary>A comment event as GitHub sends it: 15 kB, mostly URLs of the people and the repository.</summary>
    private static byte[] Payload()
    {
        static JsonObject Linked(string root, string name, int id) => new(Links
            .Select(link => KeyValuePair.Create<string, JsonNode?>(
                $"{link}_url", $"https://api.github.com/{root}/{name}/{link}{{/{id}}}"))
            .Prepend(KeyValuePair.Create<string, JsonNode?>("full_name", name))
            .Prepend(KeyValuePair.Create<string, JsonNode?>("id", id)));
        var words = new Random(7);
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["action"] = "created",
            ["issue"] = new JsonObject
            {
                ["number"] = 7,
                ["assignees"] = new JsonArray(
                    [.. Enumerable.Range(0, 6).Select(id => Linked("users", $"user-{id}", id))])
            },
            ["comment"] = new JsonObject
            {
                ["user"] = Linked("users", "dee", 3),
                ["body"] = string.Join(' ', Enumerable.Range(0, 500).Select(_ => $"{words.Next(0xffffff):x}"))
            },
            ["repository"] = Linked("repos", "acme/infra", 4001),
            ["installation"] = new JsonObject { ["id"] = 6001 },
        }.ToJsonString());
    }
}
