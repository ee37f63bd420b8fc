using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.GitHub.Tests.Contract;

/// <summary>What GitHub's OpenAPI description and GraphQL schema have against an exchange.</summary>
internal static class GitHubContract
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    /// <summary>Which record reads the answer of which operation.</summary>
    private static readonly Dictionary<string, JsonTypeInfo?> Readers = new()
    {
        ["pulls/get"] = RestJson.Default.RestPull,
        ["pulls/list-files"] = RestJson.Default.IReadOnlyListRestFile,
        ["issues/create-comment"] = RestJson.Default.RestComment,
        ["issues/update-comment"] = RestJson.Default.RestComment,
        ["issues/get-comment"] = RestJson.Default.RestCommentText,
        ["issues/list-comments-for-repo"] = RestJson.Default.IReadOnlyListRestListedComment,
        ["reactions/list-for-issue-comment"] = RestJson.Default.IReadOnlyListRestReaction,
        ["reactions/create-for-issue-comment"] = null, // Its answer says nothing.
        ["repos/get-all-environments"] = RestJson.Default.RestEnvironments,
        ["repos/get-all-deployment-protection-rules"] = RestJson.Default.RestProtectionRules,
        ["repos/list-pull-requests-associated-with-commit"] = RestJson.Default.IReadOnlyListRestCommitPull,
        ["teams/check-permissions-for-repo-in-org"] = RestJson.Default.RestTeamRepository,
        ["git/get-commit"] = RestJson.Default.RestCommit,
        ["checks/create"] = RestJson.Default.RestCheckRun,
        ["checks/update"] = RestJson.Default.RestCheckRun,
        ["apps/get-authenticated"] = RestJson.Default.RestApp,
        ["apps/get-repo-installation"] = RestJson.Default.RestInstallation,
        ["apps/get-installation"] = RestJson.Default.RestInstallation,
        ["apps/list-installations"] = RestJson.Default.IReadOnlyListRestInstallation,
        ["apps/create-from-manifest"] = RestJson.Default.RestCreatedApp,
        ["apps/list-repos-accessible-to-installation"] = RestJson.Default.RestInstalledRepositories,
        ["apps/create-installation-access-token"] = InstallationTokenJson.Default.RestInstallationToken,
        ["apps/list-webhook-deliveries"] = RestJson.Default.IReadOnlyListRestDelivery,
        ["apps/redeliver-webhook-delivery"] = null, // Its answer says nothing.
        ["repos/get-collaborator-permission-level"] = RestJson.Default.RestPermission,
        ["repos/list-activities"] = RestJson.Default.IReadOnlyListRestActivity,
        ["repos/compare-commits-with-basehead"] = RestJson.Default.RestComparison,
        ["repos/get"] = RestJson.Default.RestRepository,
        ["repos/list-tags"] = RestJson.Default.IReadOnlyListRestNamedCommit,
        ["repos/list-branches"] = RestJson.Default.IReadOnlyListRestNamedCommit,
        ["repos/get-release-by-tag"] = RestJson.Default.RestRelease,
        ["git/get-tree"] = RestJson.Default.RestTree,
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
        foreach (var (operation, record) in Readers) reads.Add(operation,
            record is null ? [] : WireShape.Of(record.Type, (JsonSerializerContext)record.OriginatingResolver!));
        return reads;
    }

    /// <summary>A list for each exchange.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Problems(
        IEnumerable<Exchange> exchanges, JsonObject? reads = null)
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write(
            "exchanges.json", JsonSerializer.Serialize(new { Exchanges = exchanges, Reads = reads ?? Reads() }, Camel));
        var (exitCode, output) = NodeTool.Run(
            Repository.PathOf("tests", "TfPilot.GitHub.Tests", "Contract", "contract.cjs"), folder.Root,
            Repository.PathOf("build", "npm", "package.json"), input);
        exitCode.Should().Be(0, output);
        return JsonSerializer.Deserialize<string[][]>(output)!;
    }
}
