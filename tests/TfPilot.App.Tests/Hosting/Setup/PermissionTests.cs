using System.Reflection;
using System.Text.RegularExpressions;
using TfPilot.App.Hosting;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.OctokitCalls;

namespace TfPilot.App.Tests.Hosting.Setup;

/// <summary>
/// The App requests exactly the permissions that its calls and events need: the manifest and the tokens are derived
/// from both.
/// </summary>
public sealed partial class PermissionTests
{
    /// <summary>
    /// The permissions that GitHub requires for each call with an installation token; calls of the App itself need
    /// none.
    /// </summary>
    private static readonly Dictionary<string, string[]> OfCalls = new()
    {
        ["AdvanceBranchAsync"] = ["contents: write"],
        ["AnswerDeploymentAsync"] = ["deployments: write"],
        ["CancelRunAsync"] = ["actions: write"],
        ["DispatchWorkflowAsync"] = ["actions: write"],
        ["RerunAsync"] = ["actions: write"],
        ["UpdatePullBranchAsync"] = ["contents: write", "pull_requests: write"],
        ["CanTeamWriteAsync"] = ["members: read"],
        ["CompareAsync"] = ["contents: read"],
        ["CreateBranchAsync"] = ["contents: write"],
        ["CreateCommitAsync"] = ["contents: write"],
        ["CreateTreeAsync"] = ["contents: write"],
        ["DeleteBranchAsync"] = ["contents: write"],
        ["FindBranchAsync"] = ["contents: read"],
        ["FindPullFromAsync"] = ["pull_requests: read"],
        ["MergeAsync"] = ["contents: write"],
        ["OpenPullAsync"] = ["pull_requests: write"],
        ["CreateCheckRunAsync"] = ["checks: write"],
        ["CreateCommentAsync"] = ["pull_requests: write"],
        ["CloseIssueAsync"] = ["issues: write"],
        ["DisableAutoMergeAsync"] = ["pull_requests: write"],
        ["FindOwnIssueAsync"] = ["issues: read"],
        ["FindInstallationAsync"] = [],
        ["FindMergedPullsAsync"] = ["contents: read", "pull_requests: read"],
        ["GetPullRequestAsync"] = ["pull_requests: read"],
        ["ListChangedFilesAsync"] = ["pull_requests: read"],
        ["ListCommentsAsync"] = ["pull_requests: read"],
        ["ListDeliveriesAsync"] = [],
        ["ListInstallationsAsync"] = [],
        ["ListInstalledRepositoriesAsync"] = ["metadata: read"],
        ["ListBranchUpdatesAsync"] = ["contents: read"],
        ["ListOwnIssuesAsync"] = ["issues: read"],
        ["OpenIssueAsync"] = ["issues: write"],
        ["UpdateIssueAsync"] = ["issues: write"],
        ["ListOpenPullsAsync"] = ["pull_requests: read"],
        ["ListConcurrencyGroupsAsync"] = ["actions: read"],
        ["ListLabelsAsync"] = ["pull_requests: read"],
        ["ListPendingEnvironmentsAsync"] = ["actions: read"],
        ["ListWaitingRunsAsync"] = ["actions: read"],
        ["ListAllUpdatesAsync"] = ["contents: read"],
        ["ReadTeamAsync"] = ["members: read"],
        ["ReadSourcesAsync"] = ["contents: read"],
        ["ReadTextsAsync"] = ["contents: read"],
        ["ListCommentStatesAsync"] = ["pull_requests: read"],
        ["ListReactionsAsync"] = ["pull_requests: read"],
        ["ReactAsync"] = ["pull_requests: write"],
        ["ReadAccessAsync"] = ["metadata: read"],
        ["ReadAppAsync"] = [],
        ["ReadClockAsync"] = [],
        ["ReadCommentAsync"] = ["pull_requests: read"],
        ["ReadConversationAsync"] = ["pull_requests: read"],
        ["ReadDefaultBranchAsync"] = ["contents: read"],
        ["ReadFileAsync"] = ["contents: read"],
        ["ReadInstallationAsync"] = [],
        ["ReadMergeQueueAsync"] = ["contents: read"],
        ["ReadParentsAsync"] = ["contents: read"],
        ["ReadPullSnapshotAsync"] = ["pull_requests: read", "checks: read", "contents: read"],
        ["ReadRepositoryAsync"] = ["metadata: read"],
        ["ReadRunAsync"] = ["actions: read"],
        ["ReadSettingsFilesAsync"] = ["contents: read"],
        ["ReadTreeIdAsync"] = ["contents: read"],
        ["ReadTreeAsync"] = ["contents: read"],
        ["RedeliverAsync"] = [],
        ["ConvertManifestAsync"] = [],
        ["UpdateCommentAsync"] = ["pull_requests: write"],
        ["UpdateCheckRunAsync"] = ["checks: write"],
    };

    /// <summary>The permissions that GitHub requires for each event; installation events need none.</summary>
    private static readonly Dictionary<string, string?> OfEvents = new()
    {
        ["check_run"] = "checks: read",
        ["check_suite"] = "checks: read",
        ["deployment_protection_rule"] = "deployments: read",
        ["installation"] = null,
        ["installation_repositories"] = null,
        ["issue_comment"] = "issues: read",
        ["member"] = "members: read",
        ["membership"] = "members: read",
        ["merge_group"] = "merge_queues: read",
        ["organization"] = "members: read",
        ["pull_request"] = "pull_requests: read",
        ["pull_request_review"] = "pull_requests: read",
        ["push"] = "contents: read",
        ["repository"] = "metadata: read",
        ["team"] = "members: read",
        ["workflow_run"] = "actions: read",
    };

    [Fact]
    public void Every_GitHub_call_has_its_required_permission_listed_here() =>
    Calls().Except(OfCalls.Keys).Should().BeEmpty();

    [Fact]
    public void The_manifest_requests_exactly_the_permissions_that_calls_and_events_need()
    {
        var needed = Calls().SelectMany(call => OfCalls.GetValueOrDefault(call, []))
            .Concat(ErrorLog().Select(name => OfEvents[name]).OfType<string>()).ToHashSet();

        AppManifest.Permissions.Select(asked => $"{asked.Name}: {asked.Access}").Should()
            .BeEquivalentTo(Highest(needed));
        AppManifest.Permissions.Should().OnlyContain(asked => asked.Purpose.EndsWith('.'));
    }

    [Fact]
    public void The_manifest_subscribes_to_exactly_the_handled_events() =>
        AppManifest.Events.Should().BeEquivalentTo(ErrorLog().Where(name => OfEvents[name] is not null));

    [Fact]
    public void Token_scopes_grant_exactly_what_the_calls_need()
    {
        var given = TokenScope.All
            .SelectMany(scope => scope.Permissions, (_, granted) => $"{granted.Name}: {granted.Access}").ToHashSet();

        Highest(given).Should()
            .BeEquivalentTo(Highest(Calls().SelectMany(call => OfCalls.GetValueOrDefault(call, [])).ToHashSet()));
    }

    [Fact]
    public void The_docs_explain_each_permission()
    {
        var lines = Repository.Read("docs/guides/operation.md").Split('\n');

        lines.Should()
            .ContainInOrder(
                AppManifest.Permissions.Select(asked => $"| `{asked.Name}` | {asked.Access} | {asked.Purpose} |"));
    }

    /// <summary>The GitHub calls in the sources of the App, and those that its token handling makes.</summary>
    private static IEnumerable<string> Calls()
    {
        var known = new[] { typeof(GitHubClient), typeof(OpenPulls) }
            .SelectMany(one => one.Assembly.GetTypes())
            .Where(type => type.IsPublic)
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public))
            .Where(method => method.GetParameters() is [{ } first, ..] && first.ParameterType == typeof(GitHubClient))
            .Select(method => method.Name).ToHashSet();
        var sources = RepositoryFiles.Of("app/", ".cs")
            .Concat(RepositoryFiles.Of("src/TfPilot.GitHub/Identity/", ".cs"));
        return sources.SelectMany(path => Called().Matches(RepositoryFiles.Read(path)))
            .Select(call => call.Groups["name"].Value).Where(known.Contains).Distinct();
    }

    /// <summary>The events that the delivery router handles.</summary>
    private static IEnumerable<string> ErrorLog()
    {
        var text = RepositoryFiles.Read("src/TfPilot.GitHub/Webhooks/WebhookSubjects.cs");
        var from = text.IndexOf("=> name switch", StringComparison.Ordinal);
        var arms = text[from..text.IndexOf("};", from, StringComparison.Ordinal)];
        return arms.Split('\n').Where(line => line.TrimStart().StartsWith('"'))
            .Select(line => line.Split("=>")[0].Split(" when ")[0])
            .SelectMany(names => Named().Matches(names)).Select(name => name.Groups["name"].Value).Distinct();
    }

    private static IEnumerable<string> Highest(HashSet<string> permissions) =>
        permissions.Where(
            one => !one.EndsWith(": read", StringComparison.Ordinal) || !permissions.Contains($"{one[..^4]}write"));

    [GeneratedRegex(@"\.(?<name>\w+Async)\(")]
    private static partial Regex Called();

    [GeneratedRegex(@"""(?<name>[a-z_]+)""")]
    private static partial Regex Named();
}
