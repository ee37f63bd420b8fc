using System.Globalization;
using System.Text.Json.Nodes;

namespace TfPilot.GitHub.Tests.Fake;

/// <summary>The responses of the fake to calls of the App itself: one App with one installation.</summary>
internal static class FakeApp
{
    public const long Installation = 6001;
    public const long Repository = 4001;
    public const long Owner = 3001;

    private const string OneInstallation = "GET /api/app/installations/";

    public static HttpResponseMessage? Answer(FakeGitHub github, HttpRequestMessage request, JsonNode? body) =>
        $"{request.Method} {request.RequestUri!.AbsolutePath}" switch
        {
            "GET /api/app" => Json(new()
            {
                ["id"] = 501,
                ["slug"] = "tfpilot",
                ["permissions"] = new JsonObject { ["checks"] = "write" },
                ["events"] = new JsonArray("pull_request"),
            }, 200, ("Date", github.Now.ToString("R"))),
            "GET /api/app/installations" =>
                Page(request, github.Installations,
                    id => new() { ["id"] = id, ["suspended_at"] = id == Installation ? null : "2030-01-02T03:04:05Z" }),
            "POST /api/app-manifests/a180b1a3d263c81bc6441d7b990bae27d4c10679/conversions" => Json(Created(), 201),
            "GET /api/repos/acme/infra/installation" when github.Installations.Count > 0 =>
                Json(new() { ["id"] = github.Installations[0], ["suspended_at"] = null, ["target_id"] = Owner }),
            "GET /api/installation/repositories" => Repositories(github),
            "GET /api/app/hook/deliveries" =>
                Page(request, github.Deliveries, delivery => delivery.DeepClone().AsObject()),
            var route when InstallationOf(route) is { } id
                && github.Installations.Concat(github.Unlisted).Contains(id) => Json(Installed(github, id)),
            "POST /api/app/installations/6001/access_tokens" when !IsGranted(github, body!) =>
                Json(new() { ["message"] = "The permissions requested are not granted to this installation." }, 422),
            "POST /api/app/installations/6001/access_tokens" => Json(Token(github, body!), 201),
            var route when route.StartsWith("POST /api/app/hook/deliveries/", StringComparison.Ordinal) =>
                Json([], 202),
            _ => null,
        };

    public static JsonObject Delivery(long id, DateTimeOffset at, int status) => new()
    {
        ["id"] = id,
        ["guid"] = $"00000000-0000-0000-0000-{id:d12}",
        ["delivered_at"] = at.ToString("O"),
        ["event"] = "push",
        ["status_code"] = status,
    };

    private static long? InstallationOf(string route) =>
        route.StartsWith(OneInstallation, StringComparison.Ordinal)
        && long.TryParse(route[OneInstallation.Length..], CultureInfo.InvariantCulture, out var id) ? id : null;

    private static JsonObject Token(FakeGitHub github, JsonNode body) => new()
    {
        ["token"] = github.NewToken(),
        ["expires_at"] = github.TokenExpiry.ToString("O"),
        ["repositories"] = new JsonArray(
            [.. (body["repository_ids"]?.AsArray() ?? []).Select(id => (JsonNode)Named(github, (long)id!))]),
    };

    private static readonly string[] Levels = ["", "read", "write"];

    private static readonly string[] Grantable = ["actions", "checks", "contents", "issues", "members", "merge_queues",
        "metadata", "pull_requests"];

    private static bool IsGranted(FakeGitHub github, JsonNode body) => body["permissions"]!.AsObject().All(asked =>
        Levels.IndexOf(github.Granted.GetValueOrDefault(asked.Key, "write")) >= Levels.IndexOf((string)asked.Value!));

    private static JsonObject Installed(FakeGitHub github, long id) => new()
    {
        ["id"] = id,
        ["suspended_at"] = null,
        ["target_id"] = Owner,
        ["html_url"] = $"https://github.test/organizations/acme/settings/installations/{id}",
        ["permissions"] = new JsonObject(
            Grantable.Select(name => (name, level: github.Granted.GetValueOrDefault(name, "write")))
            .Where(one => one.level.Length > 0).Select(one => KeyValuePair.Create(one.name, (JsonNode?)one.level))),
    };

    private static JsonObject Created() => new()
    {
        ["id"] = 502,
        ["name"] = "tfpilot of <acme>",
        ["html_url"] = "https://github.test/apps/tfpilot-of-acme",
        ["pem"] = "-----BEGIN RSA PRIVATE KEY-----\nfake\n-----END RSA PRIVATE KEY-----\n",
        ["webhook_secret"] = "made-by-github",
    };

    private static HttpResponseMessage Repositories(FakeGitHub github) =>
        Json(new() { ["total_count"] = 1, ["repositories"] = new JsonArray(Named(github, Repository)) });

    private static JsonObject Named(FakeGitHub github, long id) =>
        new JsonObject { ["id"] = id, ["full_name"] = github.Repository.Name.ToString() };

    /// <summary>
    /// Deliveries are paged by a cursor and everything else by number; the fake treats both the same.
    /// </summary>
    private static HttpResponseMessage Page<T>(
        HttpRequestMessage request, IReadOnlyList<T> all, Func<T, JsonObject> json)
    {
        var query = System.Web.HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var page = int.Parse(query["cursor"] ?? query["page"] ?? "1", CultureInfo.InvariantCulture);
        var shown = all.Skip((page - 1) * 100).Take(100).Select(item => (JsonNode)json(item));
        var hasNext = all.Count > page * 100;
        return FakeGitHub.Response(200, new JsonArray([.. shown]).ToJsonString(),
            hasNext ? [("Link", $"<https://elsewhere.test/?per_page=100&cursor={page + 1}>; rel=\"next\"")] : []);
    }

    private static HttpResponseMessage Json(
        JsonObject json, int status = 200, params (string Name, string Value)[] headers) =>
        FakeGitHub.Response(status, json.ToJsonString(), headers);
}
