using System.Text.Json.Nodes;
using TfPilot.App.Webhooks;

namespace TfPilot.App.Setup;

/// <summary>The App as GitHub is asked to make it: at once all it will ever need, for people are slow to consent to more.</summary>
internal static class AppManifest
{
    public static readonly IReadOnlyList<(string Name, string Access)> Permissions =
    [
        ("actions", "write"),
        ("checks", "write"),
        ("contents", "write"),
        ("deployments", "write"),
        ("issues", "write"),
        ("pull_requests", "write"),
        ("members", "read"),
        ("merge_queues", "read"), // Without it GitHub refuses the event merge_group.
        ("metadata", "read"),
    ];

    /// <summary>Events of the installation itself come unasked.</summary>
    public static readonly IReadOnlyList<string> Events =
    [
        "check_run", "check_suite", "deployment_protection_rule", "issue_comment", "member", "membership", "merge_group", "organization", "pull_request",
        "pull_request_review", "push", "repository", "team", "workflow_run",
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
        ["default_permissions"] = new JsonObject(Permissions.Select(permission => KeyValuePair.Create(permission.Name, (JsonNode?)permission.Access))),
        ["default_events"] = new JsonArray([.. Events.Select(name => (JsonNode)name)]),
    };
}
