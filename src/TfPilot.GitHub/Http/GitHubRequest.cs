using System.Text;
using System.Text.Json.Nodes;

namespace TfPilot.GitHub.Http;

/// <summary>A request to GitHub. The purpose completes "cannot …" in the error message.</summary>
internal sealed record GitHubRequest(HttpMethod Method, Uri Address, string Purpose)
{
    public const string Json = "application/vnd.github+json";

    /// <summary>For a host that is not a GitHub API, such as the OIDC issuer.</summary>
    public const string Plain = "application/json";

    public const string Raw = "application/vnd.github.raw+json";

    public string Accept { get; init; } = Json;

    public byte[]? Body { get; init; }

    public bool IsGraphQl { get; init; }

    /// <summary>Whether the request is idempotent.</summary>
    public bool IsRepeatable { get; init; } = true;

    public static byte[] Bytes(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());
}
