using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Starts, repeats and cancels workflow runs. None of these calls is repeated after a lost response.</summary>
public static class RunRequests
{
    /// <param name="workflow">The file name, such as <c>apply.yml</c>.</param>
    /// <param name="branch">The branch whose workflow file and commit are used.</param>
    /// <returns>The id of the run; null on servers that do not return it.</returns>
    public static async Task<long?> DispatchWorkflowAsync(
        this GitHubClient github, RepositoryName repository, string workflow, string branch,
        IReadOnlyDictionary<string, string> inputs, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["ref"] = branch,
            ["inputs"] = new JsonObject(inputs.Select(input => KeyValuePair.Create(input.Key, (JsonNode?)input.Value))),
        };
        // Enterprise Server rejects unknown members.
        if (github.Endpoints.IsCloud) body["return_run_details"] = true;
        var request = github.Rest(HttpMethod.Post, $"/repos/{repository}/actions/workflows/{workflow}/dispatches",
            $"start {workflow} of {repository}") with
        { Body = GitHubRequest.Bytes(body), IsRepeatable = false };
        var answer = await github.SendAsync(request, ct);
        return answer.Body.Length == 0 ? null : GitHubClient.Read(request, answer, RunRestJson.Default.RestStartedRun)
            .WorkflowRunId;
    }

    public static Task RerunAsync(
        this GitHubClient github, RepositoryName repository, long run, CancellationToken ct) =>
        github.SendAsync(github.Rest(HttpMethod.Post, $"/repos/{repository}/actions/runs/{run}/rerun",
            $"repeat run {run} of {repository}") with
        { IsRepeatable = false }, ct);

    public static Task CancelRunAsync(
        this GitHubClient github, RepositoryName repository, long run, CancellationToken ct) =>
        github.SendAsync(github.Rest(HttpMethod.Post, $"/repos/{repository}/actions/runs/{run}/cancel",
            $"cancel run {run} of {repository}"), ct);

    /// <summary>Merges the base branch into the head branch of the pull request.</summary>
    /// <param name="head">The head that is expected; another head is not updated.</param>
    public static Task UpdatePullBranchAsync(
        this GitHubClient github, RepositoryName repository, PullNumber pull, CommitSha head, CancellationToken ct) =>
        github.SendAsync(github.Rest(HttpMethod.Put, $"/repos/{repository}/pulls/{pull}/update-branch",
            $"update the branch of {repository}#{pull}") with
        { Body = GitHubRequest.Bytes(new JsonObject { ["expected_head_sha"] = head.Text }) }, ct);
}

internal sealed record RestStartedRun(long? WorkflowRunId = null);
