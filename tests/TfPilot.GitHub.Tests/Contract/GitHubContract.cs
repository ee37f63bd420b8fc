using System.Text.Json;
using TfPilot.GitHub.Sending;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.GitHub.Tests.Contract;

/// <summary>What GitHub's OpenAPI description and GraphQL schema have against an exchange.</summary>
internal static class GitHubContract
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    /// <summary>Which record reads the answer of which operation.</summary>
    private static readonly Dictionary<string, Type> Reads = new()
    {
        ["pulls/get"] = RestJson.Default.RestPull.Type,
        ["pulls/list-files"] = RestJson.Default.IReadOnlyListRestFile.Type,
        ["issues/create-comment"] = RestJson.Default.RestComment.Type,
        ["issues/update-comment"] = RestJson.Default.RestComment.Type,
        ["git/get-tree"] = RestJson.Default.RestTree.Type,
    };

    /// <summary>A list for each exchange.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Problems(IEnumerable<Exchange> exchanges)
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write("exchanges.json", JsonSerializer.Serialize(
            new { Exchanges = exchanges, Reads = Reads.ToDictionary(read => read.Key, read => WireShape.Of(read.Value, RestJson.Default)) }, Camel));
        var (exitCode, output) = NodeTool.Run(
            Repository.PathOf("tests", "TfPilot.GitHub.Tests", "Contract", "contract.cjs"), folder.Root, Repository.PathOf("build", "npm", "package.json"), input);
        exitCode.Should().Be(0, output);
        return JsonSerializer.Deserialize<string[][]>(output)!;
    }
}
