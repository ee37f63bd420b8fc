using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.GitHub.Tests.Contract;

/// <summary>Checks exchanges against GitHub's OpenAPI description and GraphQL schema.</summary>
internal static class GitHubContract
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    /// <summary>The record that reads the response of each operation.</summary>
    private static readonly Dictionary<string, JsonTypeInfo?> Readers = new()
    {
        ["pulls/get"] = PullRestJson.Default.RestPull,
        ["pulls/list-files"] = PullRestJson.Default.IReadOnlyListRestFile,
        ["issues/create"] = IssueRestJson.Default.RestIssue,
        ["issues/update"] = null, // The response is not read.
        ["issues/create-comment"] = CommentRestJson.Default.RestComment,
        ["issues/update-comment"] = CommentRestJson.Default.RestComment,
        ["issues/get-comment"] = CommentRestJson.Default.RestCommentText,
        ["issues/list-comments-for-repo"] = CommentRestJson.Default.IReadOnlyListRestListedComment,
        ["reactions/list-for-issue-comment"] = CommentRestJson.Default.IReadOnlyListRestReaction,
        ["reactions/create-for-issue-comment"] = null, // The response is not read.
        ["repos/get-all-environments"] = RepositoryRestJson.Default.RestEnvironments,
        ["repos/get-all-deployment-protection-rules"] = RepositoryRestJson.Default.RestProtectionRules,
        ["repos/list-pull-requests-associated-with-commit"] = PullRestJson.Default.IReadOnlyListRestCommitPull,
        ["teams/check-permissions-for-repo-in-org"] = AppRestJson.Default.RestTeamRepository,
        ["git/get-commit"] = RepositoryRestJson.Default.RestCommit,
        ["checks/create"] = CheckRestJson.Default.RestCheckRun,
        ["checks/update"] = CheckRestJson.Default.RestCheckRun,
        ["apps/get-authenticated"] = AppRestJson.Default.RestApp,
        ["apps/get-repo-installation"] = AppRestJson.Default.RestInstallation,
        ["apps/get-installation"] = AppRestJson.Default.RestInstallation,
        ["apps/list-installations"] = AppRestJson.Default.IReadOnlyListRestInstallation,
        ["apps/create-from-manifest"] = AppRestJson.Default.RestCreatedApp,
        ["apps/list-repos-accessible-to-installation"] = AppRestJson.Default.RestInstalledRepositories,
        ["apps/create-installation-access-token"] = InstallationTokenJson.Default.RestInstallationToken,
        ["apps/list-webhook-deliveries"] = AppRestJson.Default.IReadOnlyListRestDelivery,
        ["apps/redeliver-webhook-delivery"] = null, // The response is not read.
        ["repos/get-collaborator-permission-level"] = AppRestJson.Default.RestPermission,
        ["repos/list-activities"] = AppRestJson.Default.IReadOnlyListRestActivity,
        ["repos/compare-commits-with-basehead"] = RepositoryRestJson.Default.RestComparison,
        ["repos/get"] = PullRestJson.Default.RestRepository,
        ["repos/list-tags"] = RepositoryRestJson.Default.IReadOnlyListRestNamedCommit,
        ["repos/list-branches"] = RepositoryRestJson.Default.IReadOnlyListRestNamedCommit,
        ["repos/get-release-by-tag"] = RepositoryRestJson.Default.RestRelease,
        ["actions/get-workflow-run"] = RunRestJson.Default.RestRun,
        ["actions/list-workflow-runs-for-repo"] = RunRestJson.Default.RestRuns,
        ["repos/get-branch-rules"] = RepositoryRestJson.Default.IReadOnlyListRestBranchRule,
        ["issues/list-labels-on-issue"] = PullRestJson.Default.IReadOnlyListRestLabel,
        ["actions/list-concurrency-groups-for-repository"] = RunRestJson.Default.RestConcurrencyGroups,
        ["actions/get-concurrency-group-for-repository"] = RunRestJson.Default.RestConcurrencyGroup,
        ["actions/get-pending-deployments-for-run"] = RunRestJson.Default.IReadOnlyListRestPendingDeployment,
        ["actions/create-workflow-dispatch"] = RunRestJson.Default.RestStartedRun,
        ["actions/re-run-workflow"] = null, // The response is not read.
        ["actions/cancel-workflow-run"] = null,
        ["pulls/update-branch"] = null,
        ["actions/review-custom-gates-for-run"] = null, // The response is not read.
        ["git/get-tree"] = RepositoryRestJson.Default.RestTree,
        ["git/get-ref"] = GitRestJson.Default.RestRef,
        ["git/create-ref"] = null, // The response is not read.
        ["git/delete-ref"] = null,
        ["git/update-ref"] = null,
        ["git/create-commit"] = GitRestJson.Default.RestNewCommit,
        ["git/create-tree"] = GitRestJson.Default.RestNewTree,
        ["repos/merge"] = null, // The response is not read.
        ["pulls/create"] = PullRestJson.Default.RestNumber,
    };

    /// <summary>The members that we read from responses parsed by Octokit.</summary>
    private const string OctokitReads = """
        { "pulls/list": { "items": { "members": {
          "number": { "required": true },
          "head": { "required": true, "members": { "ref": { "required": true }, "sha": { "required": true } } },
          "base": { "required": true, "members": { "ref": { "required": true } } } } } } }
        """;

    /// <summary>The members that our records read from the response of each operation.</summary>
    public static JsonObject Reads()
    {
        var reads = JsonNode.Parse(OctokitReads)!.AsObject();
        foreach (var (operation, record) in Readers) reads.Add(operation,
            record is null ? [] : WireShape.Of(record.Type, (JsonSerializerContext)record.OriginatingResolver!));
        return reads;
    }

    /// <summary>Returns a list of problems per exchange.</summary>
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
