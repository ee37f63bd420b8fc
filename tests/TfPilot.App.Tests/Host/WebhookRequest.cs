using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using TfPilot.App.Webhooks;

namespace TfPilot.App.Tests.Host;

/// <summary>Deliveries as GitHub sends them; tests change the parts that matter to them.</summary>
internal static class WebhookRequest
{
    public static HttpRequestMessage Delivery(string name, string payload, Guid? id = null) =>
        Delivery(name, Encoding.UTF8.GetBytes(payload), id);

    public static HttpRequestMessage Delivery(
        string name, byte[] payload, Guid? id = null, string path = WebhookEndpoint.Path) => new(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(
            payload)
            { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers =
        {
            { "X-GitHub-Event", name },
            { "X-GitHub-Delivery", $"{id ?? Guid.NewGuid()}" },
            { "X-Hub-Signature-256", Signature(payload, RunningApp.Secret) },
        },
        };

    public static string Signature(byte[] payload, string secret) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), payload))}";

    public static string PullRequest(int number) => $$"""
        {"action":"synchronize","installation":{"id":6001},"repository":{"id":4001,"full_name":"acme/infra"},"pull_request":{"number":{{number}} } }
        """;
}
