using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.GitHub.Tests.Fake;

/// <summary>A workflow run of the fake; the environments wait for the App's deployment protection rule.</summary>
internal sealed record FakeRun(long Id, string Path, CommitSha Head)
{
    public string Event { get; init; } = "push";

    public string Branch { get; init; } = "main";

    public int Attempt { get; set; } = 1;

    public bool IsCompleted { get; set; }

    public List<string> Pending { get; } = [];

    /// <summary>The bodies of the answers.</summary>
    public List<JsonNode> Answers { get; } = [];
}

/// <summary>The calls about workflow runs.</summary>
internal static partial class FakeRuns
{
    /// <summary>Null for other calls.</summary>
    public static HttpResponseMessage? Answer(List<FakeRun> runs, string call, JsonNode? body)
    {
        if (call == "GET /actions/runs")
            return Json(new JsonObject
            {
                ["total_count"] = runs.Count,
                ["workflow_runs"] = new JsonArray(
                    [.. runs.Where(run => run.Pending.Count > 0).Select(run => (JsonNode)Run(run))]),
            });
        if (call == "GET /actions/concurrency_groups") return Groups();
        if (call.StartsWith("GET /actions/concurrency_groups/", StringComparison.Ordinal)) return Group();
        if (call == "POST /actions/workflows/apply.yml/dispatches")
            return body!["return_run_details"] is null ? FakeGitHub.Response(204, "") : Json(new JsonObject
            {
                ["workflow_run_id"] = 13,
                ["run_url"] = "https://github.test/api/repos/acme/infra/actions/runs/13",
                ["html_url"] = "https://github.test/acme/infra/actions/runs/13",
            });
        if (call.StartsWith("PUT /pulls/", StringComparison.Ordinal))
            return FakeGitHub.Response(202, """{"message":"Updating.","url":"https://github.test"}""");
        if (Route().Match(call) is not { Success: true } route
            || runs.Find(run => run.Id == long.Parse(route.Groups["id"].Value, CultureInfo.InvariantCulture))
                is not { } found) return null;
        if (route.Groups["call"].Value is "/deployment_protection_rule")
        {
            found.Answers.Add(body!.DeepClone());
            return FakeGitHub.Response(204, "");
        }

        if (route.Groups["call"].Value is "/rerun") return FakeGitHub.Response(201, "{}");
        if (route.Groups["call"].Value is "/cancel") return FakeGitHub.Response(202, "{}");
        return route.Groups["call"].Value is "/pending_deployments"
            ? Json(new JsonArray([.. found.Pending.Select(name => (JsonNode)new JsonObject
            {
                ["environment"] = new JsonObject { ["name"] = name },
                ["wait_timer"] = 0,
                ["wait_timer_started_at"] = null,
                ["current_user_can_approve"] = false,
                ["reviewers"] = new JsonArray(),
            })]))
            : Json(Run(found));
    }

    private static JsonObject Run(FakeRun run) => new()
    {
        ["id"] = run.Id,
        ["event"] = run.Event,
        ["path"] = $"{run.Path}@refs/heads/{run.Branch}",
        ["head_sha"] = run.Head.Text,
        ["head_branch"] = run.Branch,
        ["run_attempt"] = run.Attempt,
        ["status"] = run.IsCompleted ? "completed" : run.Pending.Count > 0 ? "waiting" : "in_progress",
        ["conclusion"] = null,
        ["repository"] = new JsonObject { ["id"] = 1 },
        ["head_repository"] = new JsonObject { ["id"] = 1 },
    };

    private static HttpResponseMessage Json(JsonNode json) => FakeGitHub.Response(200, json.ToJsonString());

    [GeneratedRegex("^(?:GET|POST) /actions/runs/(?<id>[0-9]+)(?<call>/[a-z_]+)?$")]
    private static partial Regex Route();

    /// <summary>A group of the apply workflow, and one of another workflow.</summary>
    private static HttpResponseMessage Groups() => Json(new JsonObject
    {
        ["total_count"] = 2,
        ["concurrency_groups"] = new JsonArray([.. new[] { "ci", "tfpilot-apply-prod-live/web" }.Select(name =>
            (JsonNode)new JsonObject
            {
                ["group_name"] = name,
                ["group_url"] = "https://github.test/api/repos/acme/infra/actions/concurrency_groups/x",
                ["last_acquired_at"] = "2026-01-15T16:14:23Z",
            })]),
    });

    /// <summary>A job that runs and one that waits.</summary>
    private static HttpResponseMessage Group() => Json(new JsonObject
    {
        ["group_name"] = "tfpilot-apply-prod-live/web",
        ["group_url"] = "https://github.test/api/repos/acme/infra/actions/concurrency_groups/x",
        ["total_count"] = 2,
        ["group_members"] = new JsonArray([.. new[] { (12, "in_progress"), (13, "pending") }.Select(one =>
            (JsonNode)new JsonObject
            {
                ["run_id"] = one.Item1,
                ["run_name"] = "tfpilot apply",
                ["run_url"] = "https://github.test/api/repos/acme/infra/actions/runs/12",
                ["run_html_url"] = "https://github.test/acme/infra/actions/runs/12",
                ["job_id"] = 1,
                ["job_name"] = "apply live/web to prod",
                ["status"] = one.Item2,
            })]),
    });
}
