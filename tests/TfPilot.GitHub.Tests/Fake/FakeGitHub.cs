using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Tests.Fake;

/// <summary>
/// An in-memory GitHub below the client's <see cref="HttpClient"/>; the contract tests check it against GitHub's API
/// descriptions.
/// </summary>
internal sealed class FakeGitHub : HttpMessageHandler
{
    public const string Token = "ghs_never_to_be_shown";

    private readonly Queue<Func<HttpResponseMessage>> faults = [];
    private readonly Dictionary<string, (int Status, string Message)> refused = [];
    private readonly List<string> tokens = [Token];
    private readonly Lock gate = new();

    public Account Viewer { get; set; } = new(41898282, "github-actions[bot]");

    public FakeRepository Repository { get; } = new(RepositoryName.Parse("acme/infra"));

    public List<Exchange> Exchanges { get; } = [];

    /// <summary>Called after each request was answered.</summary>
    public Action<Exchange>? Answered { get; set; }

    public List<long> Installations { get; } = [FakeApp.Installation];

    /// <summary>Permissions granted to the installation; permissions that are not listed are granted in full.</summary>
    public Dictionary<string, string> Granted { get; } = [];

    /// <summary>Installations that are missing from the list but exist.</summary>
    public List<long> Unlisted { get; } = [];

    /// <summary>Newest first.</summary>
    public List<JsonObject> Deliveries { get; } = [];

    /// <summary>When installation tokens expire.</summary>
    public DateTimeOffset TokenExpiry { get; set; } = AutoAdvanceClock.Start.AddHours(1);

    /// <summary>The rate limit reported in every response; null to report none.</summary>
    public (int Limit, int Remaining, DateTimeOffset Reset)? Limit { get; set; }

    /// <summary>The time of the server.</summary>
    public DateTimeOffset Now { get; set; } = AutoAdvanceClock.Start;

    public GitHubEndpoints Endpoints { get; } = new(
        new Uri("https://github.test/api"), new Uri("https://github.test/api/graphql"), new Uri("https://github.test"));

    public GitHubClient Client(GitHubTimeouts? timeouts = null) => new(
        new HttpClient(this, disposeHandler: false),
        Endpoints,
        new GitHubToken(Token),
        timeouts ?? GitHubTimeouts.Default);

    /// <summary>The next requests get this response, or this exception, instead.</summary>
    public FakeGitHub FailNext(Func<HttpResponseMessage> fault, int times = 1)
    {
        for (var i = 0; i < times; i++) faults.Enqueue(fault);
        return this;
    }

    public FakeGitHub FailNext(
        int status, string body = """{"message":"no"}""", params (string Name, string Value)[] headers) =>
            FailNext(() => Response(status, body, headers));

    /// <summary>From now on, every REST call with this method gets this response.</summary>
    public FakeGitHub Refuses(string method, int status, string message)
    {
        refused[method] = (status, message);
        return this;
    }

    public static HttpResponseMessage Response(int status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(
            (HttpStatusCode)status)
        { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    public string NewToken()
    {
        tokens.Add($"{Token}_{tokens.Count}");
        return tokens[^1];
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(ct);
        lock (gate)
        {
            var isFault = faults.TryDequeue(out var fault);
            var response = isFault ? fault!() : Answer(request, body);
            response.RequestMessage = request;
            if (Limit is { } limit) AddRateLimit(response, limit);
            Exchanges.Add(new(
                request.Method.Method,
                request.RequestUri!.AbsoluteUri,
                request.Headers.ToDictionary(header => header.Key, header => string.Join(' ', header.Value)),
                body,
                (int)response.StatusCode,
                isFault ? "" : response.Content.ReadAsStringAsync(ct).Result));
            Answered?.Invoke(Exchanges[^1]);
            return response;
        }
    }

    private static void AddRateLimit(
        HttpResponseMessage response, (int Limit, int Remaining, DateTimeOffset Reset) limit)
    {
        response.Headers.TryAddWithoutValidation("X-RateLimit-Limit", $"{limit.Limit}");
        response.Headers.TryAddWithoutValidation("X-RateLimit-Remaining", $"{limit.Remaining}");
        response.Headers.TryAddWithoutValidation("X-RateLimit-Reset", $"{limit.Reset.ToUnixTimeSeconds()}");
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, string? body)
    {
        // Calls of the App use a JSON web token, which AppIdentityTests check.
        var isApp = request.RequestUri!.AbsolutePath.StartsWith("/api/app", StringComparison.Ordinal)
            || request.RequestUri.AbsolutePath.EndsWith("/installation", StringComparison.Ordinal);
        if (!isApp && !tokens.Contains(request.Headers.Authorization?.Parameter ?? ""))
            return Response(401, """{"message":"Bad credentials"}""");
        var json = body is null ? null : JsonNode.Parse(body);
        if (request.RequestUri.AbsolutePath == "/api/graphql") return FakeGraphQl.Answer(this, json!);
        if (refused.TryGetValue(request.Method.Method, out var no))
            return Response(no.Status, $$"""{"message":"{{no.Message}}"}""");
        var response = FakeApp.Answer(this, request, json) ?? FakeRest.Answer(Repository, Viewer, request, json);
        if (request.Method != HttpMethod.Get || !response.IsSuccessStatusCode) return response;
        var tag = $"\"{FakeRepository.Sha(response.Content.ReadAsStringAsync().Result)}\"";
        if (request.Headers.IfNoneMatch.Any(known => known.Tag == tag)) response = new(HttpStatusCode.NotModified);
        response.Headers.TryAddWithoutValidation("ETag", tag);
        return response;
    }
}
