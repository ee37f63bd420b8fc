using System.Globalization;
using System.Text.Json.Nodes;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Reads the texts of git blobs.</summary>
public static class BlobTexts
{
    private const int PageSize = 100;

    /// <summary>The texts of blobs by id; binary and truncated blobs are left out. One call per hundred.</summary>
    /// <param name="ids">The blob ids from a git tree of the repository.</param>
    public static async Task<IReadOnlyDictionary<string, string>> ReadTextsAsync(
        this GitHubClient github, RepositoryName repository, IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var page in ids.Where(id => id.All(char.IsAsciiHexDigit)).Distinct().Chunk(PageSize))
        {
            var variables = new JsonObject { ["owner"] = repository.Owner, ["name"] = repository.Name };
            var data = await github.QueryAsync(Document(page), variables, $"read files of {repository}",
                RepositoryGraphQlJson.Default.GraphQlDataBlobTextsData, ct);
            for (var i = 0; i < page.Length; i++)
            {
                if (data.Repository.GetValueOrDefault(Alias(i)) is { Text: { } text, IsTruncated: false })
                    texts[page[i]] = text;
            }
        }

        return texts;
    }

    private static string Document(IEnumerable<string> ids) => $$"""
        query BlobTexts($owner: String!, $name: String!) {
          repository(owner: $owner, name: $name) {
            {{string.Join("\n    ", ids.Select((id, i) => $$"""{{Alias(i)}}: object(oid: "{{id}}") { __typename ... on Blob { text isTruncated } }"""))}}
          }
        }
        """;

    private static string Alias(int place) => string.Create(CultureInfo.InvariantCulture, $"blob{place}");
}

internal sealed record BlobTextsData(Dictionary<string, GraphQlObject?> Repository);
