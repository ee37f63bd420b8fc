using System.Text.Json.Nodes;
using TfPilot.Core.Environments;

namespace TfPilot.GitHub.Tests.Fake;

/// <summary>The deployment environments of the fake: each has a wait timer, which does not protect it.</summary>
internal static class FakeEnvironments
{
    public static HttpResponseMessage List(FakeRepository repository) => Json(new()
    {
        ["total_count"] = repository.Environments.Count,
        ["environments"] = new JsonArray([.. repository.Environments.Select(environment => (JsonNode)new JsonObject
        {
            ["name"] = environment.Name,
            ["protection_rules"] = new JsonArray(
                [.. Types(environment)
                    .Select((type, i) => (JsonNode)new JsonObject { ["id"] = i, ["node_id"] = $"GA_{i}",
                        ["type"] = type })]),
            ["deployment_branch_policy"] = environment.HasBranchPolicy
                ? new JsonObject { ["protected_branches"] = true, ["custom_branch_policies"] = false } : null,
        })]),
    });

    public static HttpResponseMessage Rules(DeploymentEnvironment environment) => Json(new()
    {
        ["total_count"] = 1,
        ["custom_deployment_protection_rules"] = new JsonArray(
            new JsonObject { ["id"] = 1, ["enabled"] = environment.HasCustomRule }),
    });

    /// <summary>The rules of every branch: linear history, and reviews if a ruleset requires them.</summary>
    public static HttpResponseMessage BranchRules(FakeRepository repository)
    {
        var rules = new JsonArray(Rule("required_linear_history"));
        if (repository.RequiredReviews is { } count)
        {
            var rule = Rule("pull_request");
            rule["parameters"] = new JsonObject
            {
                ["required_approving_review_count"] = count,
                ["dismiss_stale_reviews_on_push"] = true,
                ["require_code_owner_review"] = false,
                ["require_last_push_approval"] = false,
                ["required_review_thread_resolution"] = false,
            };
            rules.Add(rule);
        }

        return FakeGitHub.Response(200, rules.ToJsonString());
    }

    private static JsonObject Rule(string type) => new()
    {
        ["type"] = type,
        ["ruleset_source_type"] = "Repository",
        ["ruleset_source"] = "acme/infra",
        ["ruleset_id"] = 42,
    };

    private static IEnumerable<string> Types(DeploymentEnvironment environment)
    {
        yield return "wait_timer";
        if (environment.HasReviewers) yield return "required_reviewers";
        if (environment.HasBranchPolicy) yield return "branch_policy";
    }

    private static HttpResponseMessage Json(JsonObject json) => FakeGitHub.Response(200, json.ToJsonString());
}
