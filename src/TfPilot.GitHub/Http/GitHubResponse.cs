using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TfPilot.GitHub.Http;

/// <summary>A complete response of GitHub. Header names are case-insensitive.</summary>
internal sealed record GitHubResponse(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public const int NotModified = 304;

    public bool IsSuccess => Status is >= 200 and < 300;

    public bool HasNextPage => Header("Link")?.Contains("rel=\"next\"", StringComparison.Ordinal) == true;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public T Read<T>(JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(Body, type) ?? throw new JsonException("the answer is null");

    public static async Task<GitHubResponse> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, headers, await response.Content.ReadAsByteArrayAsync(ct));
    }
}
