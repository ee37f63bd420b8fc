using System.Text;
using System.Text.Json.Nodes;

namespace TfPilot.GitHub.Http;

/// <summary>One question to GitHub. The purpose completes "cannot …" in what people read when it fails.</summary>
internal sealed record GitHubRequest(HttpMethod Method, Uri Address, string Purpose)
{
    public const string Json = "application/vnd.github+json";

    /// <summary>For whom is no GitHub API, but beside it.</summary>
    public const string Plain = "application/json";

    public const string Raw = "application/vnd.github.raw+json";

    public string Accept { get; init; } = Json;

    public byte[]? Body { get; init; }

    public bool IsGraphQl { get; init; }

    /// <summary>Asked twice it has the same effect as once.</summary>
    public bool IsRepeatable { get; init; } = true;

    public static byte[] Bytes(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());
}
