using System.Text.Json.Nodes;
using TfPilot.App.Webhooks;

namespace TfPilot.App.Hosting;

/// <summary>What the App may do, and for what.</summary>
internal sealed record AppPermission(string Name, string Access, string Why);

/// <summary>
/// The App as GitHub is asked to make it: exactly what the calls and events of this version need. What a later version
/// needs is asked for then, and work that needs it waits until an owner accepts it.
/// </summary>
internal static class AppManifest
{
    public static readonly IReadOnlyList<AppPermission> Permissions =
    [
        new("checks", "write",
            "Writes the checks of pull requests and merge groups, and hears who re-runs one or presses a " +
                "button beside it."),
        new("pull_requests", "write",
            "Reads pull requests, their reviews and comments, and answers commands with a comment or a reaction."),
        new("contents", "read", "Reads the settings, the changed files, commits, and who pushed what; hears pushes."),
        new("issues", "read", "Hears comments: GitHub counts those of pull requests among those of issues."),
        new("actions", "read", "Hears when a workflow run has ended, and looks again."),
        new("members", "read", "Reads who is in the teams that the settings name, and hears when that changes."),
        new("merge_queues", "read", "Hears when a merge queue asks for a verdict."),
        new("metadata", "read", "Every App has it: which repositories there are, and what a person may do in one."),
    ];

    /// <summary>Events of the installation itself come unasked.</summary>
    public static readonly IReadOnlyList<string> Events =
    [
        "check_run", "check_suite", "issue_comment", "member", "membership", "merge_group", "organization",
        "pull_request", "pull_request_review",
        "push", "repository", "team", "workflow_run",
    ];

    /// <summary><paramref name="address"/> is where the App is reached, without a slash at its end.</summary>
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
