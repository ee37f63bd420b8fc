using System.Text.Json.Nodes;
using TfPilot.App.Webhooks;

namespace TfPilot.App.Hosting;

/// <summary>A permission of the App and its purpose.</summary>
internal sealed record AppPermission(string Name, string Access, string Purpose);

/// <summary>
/// The manifest of the GitHub App: exactly the permissions and events that this version uses. When a later version
/// requests more permissions, the work that needs them waits until an owner accepts them.
/// </summary>
internal static class AppManifest
{
    public static readonly IReadOnlyList<AppPermission> Permissions =
    [
        new("checks", "write",
            "Creates and updates the check runs of pull requests and merge groups; receives re-run requests " +
                "and button clicks."),
        new("pull_requests", "write",
            "Reads pull requests, their reviews and comments, answers commands with a comment or a reaction, " +
                "opens pull requests on command, and disables an auto-merge that a bot enabled."),
        new("contents", "write",
            "Reads the settings, changed files, commits and who pushed them; receives push events; on command, " +
                "updates branches of pull requests, and writes the commit and branch of a pull request that it " +
                "opens; commits the registry to the branch tfpilot/data."),
        new("issues", "write",
            "Opens, updates and closes the issue about a failed apply; receives comment events, because GitHub " +
                "reports comments on pull requests as issue comments."),
        new("actions", "write",
            "Receives the end of workflow runs, and re-evaluates the pull request; reads the runs that wait for a " +
                "deployment; starts, repeats and cancels runs on command."),
        new("deployments", "write", "Answers deployment protection rules before a job applies."),
        new("members", "read", "Reads the members of the teams in the settings, and receives membership changes."),
        new("merge_queues", "read", "Receives the check requests of merge queues."),
        new("metadata", "read",
            "Required for every App: reads the list of repositories and the permissions of people in them."),
    ];

    /// <summary>The subscribed events. GitHub always delivers the events of the installation itself.</summary>
    public static readonly IReadOnlyList<string> Events =
    [
        "check_run", "check_suite", "deployment_protection_rule", "issue_comment", "member", "membership",
        "merge_group", "organization", "pull_request", "pull_request_review", "push", "repository", "team",
        "workflow_run",
    ];

    /// <summary>
    /// Writes the manifest. <paramref name="address"/> is the App's public URL, without a trailing slash.
    /// </summary>
    public static JsonObject Write(string address) => new()
    {
        ["name"] = "tfpilot",
        ["url"] = "https://github.com/tfpilot/tfpilot-actions",
        ["description"] = "Reviews Terraform plans: risk, policy, approvals.",
        ["public"] = false,
        ["redirect_url"] = $"{address}{SetupEndpoints.CreatedPath}",
        ["hook_attributes"] = new JsonObject { ["url"] = $"{address}{WebhookEndpoint.Path}", ["active"] = true },
        ["default_permissions"] = new JsonObject(
            Permissions.Select(permission => KeyValuePair.Create(permission.Name, (JsonNode?)permission.Access))),
        ["default_events"] = new JsonArray([.. Events.Select(name => (JsonNode)name)]),
    };
}
