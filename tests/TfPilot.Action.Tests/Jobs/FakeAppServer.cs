using System.Text.Json.Nodes;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.Action.Tests.Jobs;

/// <summary>
/// A fake of the tfpilot App and of the runner's token endpoint; forwards all other requests to the fake GitHub.
/// </summary>
internal sealed class FakeAppServer(FakeGitHub github) : DelegatingHandler(github)
{
    public const string Url = "https://app.test/tfpilot";

    public Queue<Func<HttpResponseMessage>> Answers { get; } = [];

    public List<(string Address, string? Authorization, byte[] Body)> Received { get; } = [];

    public string? Audience { get; private set; }

    public static Func<HttpResponseMessage> Accepts(bool trusted, params string[] reasons) =>
        () => FakeGitHub.Response(202, new JsonObject
        {
            ["pull"] = 7,
            ["trusted"] = trusted,
            ["reasons"] = new JsonArray([.. reasons.Select(reason => (JsonNode)reason)]),
            ["later"] = "what this version does not know",
        }.ToJsonString());

    public static Func<HttpResponseMessage> Refuses(
        int status, string detail, params (string Name, string Value)[] headers) =>
        () => FakeGitHub.Response(status,
            new JsonObject { ["title"] = "no", ["status"] = status, ["detail"] = detail }.ToJsonString(), headers);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        switch (request.RequestUri!.Host)
        {
            case "runner.test":
                Audience = System.Web.HttpUtility.ParseQueryString(request.RequestUri.Query)["audience"];
                return FakeGitHub.Response(200, """{"value":"header.claims.signature"}""");
            case "app.test":
                Received.Add(
                    (request.RequestUri.AbsoluteUri, request.Headers.Authorization?.ToString(),
                        request.Content is { } content ? await content.ReadAsByteArrayAsync(ct) : []));
                return Answers.Dequeue()();
            default:
                return await base.SendAsync(request, ct);
        }
    }
}
