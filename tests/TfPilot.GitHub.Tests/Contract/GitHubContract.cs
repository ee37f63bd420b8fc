using System.Text.Json;
using System.Text.Json.Nodes;
using TfPilot.GitHub.Sending;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.GitHub.Tests.Contract;

/// <summary>What GitHub's OpenAPI description and GraphQL schema have against an exchange.</summary>
internal static class GitHubContract
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    /// <summary>Which record reads the answer of which operation.</summary>
    private static readonly Dictionary<string, Type> Readers = new()
    {
        ["pulls/get"] = RestJson.Default.RestPull.Type,
        ["pulls/list-files"] = RestJson.Default.IReadOnlyListRestFile.Type,
        ["issues/create-comment"] = RestJson.Default.RestComment.Type,
        ["issues/update-comment"] = RestJson.Default.RestComment.Type,
        ["issues/get-comment"] = RestJson.Default.RestCommentText.Type,
        ["issues/list-comments-for-repo"] = RestJson.Default.IReadOnlyListRestListedComment.Type,
        ["reactions/list-for-issue-comment"] = RestJson.Default.IReadOnlyListRestReaction.Type,
        ["reactions/create-for-issue-comment"] = typeof(object), // Its answer says nothing.
        ["repos/get-all-environments"] = RestJson.Default.RestEnvironments.Type,
        ["repos/get-all-deployment-protection-rules"] = RestJson.Default.RestProtectionRules.Type,
        ["repos/list-pull-requests-associated-with-commit"] = RestJson.Default.IReadOnlyListRestCommitPull.Type,
        ["teams/check-permissions-for-repo-in-org"] = RestJson.Default.RestTeamRepository.Type,
        ["git/get-commit"] = RestJson.Default.RestCommit.Type,
        ["checks/create"] = RestJson.Default.RestCheckRun.Type,
        ["checks/update"] = RestJson.Default.RestCheckRun.Type,
        ["apps/get-authenticated"] = RestJson.Default.RestApp.Type,
        ["apps/get-repo-installation"] = RestJson.Default.RestInstallation.Type,
        ["apps/get-installation"] = RestJson.Default.RestInstallation.Type,
        ["apps/list-installations"] = RestJson.Default.IReadOnlyListRestInstallation.Type,
        ["apps/create-from-manifest"] = RestJson.Default.RestCreatedApp.Type,
        ["apps/list-repos-accessible-to-installation"] = RestJson.Default.RestInstalledRepositories.Type,
        ["apps/create-installation-access-token"] = RestJson.Default.RestInstallationToken.Type,
        ["apps/list-webhook-deliveries"] = RestJson.Default.IReadOnlyListRestDelivery.Type,
        ["apps/redeliver-webhook-delivery"] = typeof(object), // Its answer says nothing.
        ["repos/get-collaborator-permission-level"] = RestJson.Default.RestPermission.Type,
        ["repos/list-activities"] = RestJson.Default.IReadOnlyListRestActivity.Type,
        ["repos/compare-commits-with-basehead"] = RestJson.Default.RestComparison.Type,
        ["repos/get"] = RestJson.Default.RestRepository.Type,
        ["git/get-tree"] = RestJson.Default.RestTree.Type,
    };

    /// <summary>What we read of the answers that Octokit reads for us.</summary>
    private const string OctokitReads = """
        { "pulls/list": { "items": { "members": {
          "number": { "required": true },
          "head": { "required": true, "members": { "ref": { "required": true }, "sha": { "required": true } } },
          "base": { "required": true, "members": { "ref": { "required": true } } } } } } }
        """;

    /// <summary>What our records read of each operation's answer.</summary>
    public static JsonObject Reads()
    {
        var reads = JsonNode.Parse(OctokitReads)!.AsObject();
        foreach (var (operation, record) in Readers) reads.Add(operation, WireShape.Of(record, RestJson.Default));
        return reads;
    }

    /// <summary>A list for each exchange.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Problems(IEnumerable<Exchange> exchanges, JsonObject? reads = null)
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write("exchanges.json", JsonSerializer.Serialize(new { Exchanges = exchanges, Reads = reads ?? Reads() }, Camel));
        var (exitCode, output) = NodeTool.Run(
            Repository.PathOf("tests", "TfPilot.GitHub.Tests", "Contract", "contract.cjs"), folder.Root, Repository.PathOf("build", "npm", "package.json"), input);
        exitCode.Should().Be(0, output);
        return JsonSerializer.Deserialize<string[][]>(output)!;
    }
}
