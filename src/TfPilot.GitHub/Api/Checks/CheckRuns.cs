using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Writes check runs.</summary>
public static class CheckRuns
{
    /// <summary>
    /// Creates a check run. Retried only when an attempt certainly had no effect. After
    /// <see cref="GitHubErrorKind.Unavailable"/>, the check may exist.
    /// </summary>
    public static async Task<CheckRunId> CreateCheckRunAsync(
        this GitHubClient github, RepositoryName repository, CommitSha head, CheckRunDraft draft, CancellationToken ct)
    {
        var body = CheckRunWriter.Write(draft);
        body["head_sha"] = head.Text;
        var request = github.Rest(HttpMethod.Post, $"/repos/{repository}/check-runs",
            $"create the check '{draft.Name}' on {head.Short} in {repository}");
        return await WriteAsync(github, request with { IsRepeatable = false }, body, ct);
    }

    /// <summary>
    /// Updates a check run. Members missing from the draft are cleared, except annotations: GitHub appends those to the
    /// existing ones.
    /// </summary>
    public static async Task<CheckRunId> UpdateCheckRunAsync(
        this GitHubClient github, RepositoryName repository, CheckRunId check, CheckRunDraft draft,
        CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Patch, $"/repos/{repository}/check-runs/{check}",
            $"update the check '{draft.Name}' in {repository}");
        return await WriteAsync(
            github, request with { IsRepeatable = draft.Annotations.Count == 0 }, CheckRunWriter.Write(draft), ct);
    }

    private static async Task<CheckRunId> WriteAsync(
        GitHubClient github, GitHubRequest request, JsonObject body, CancellationToken ct) =>
        new((await github.SendAsync(
            request with { Body = GitHubRequest.Bytes(body) }, CheckRestJson.Default.RestCheckRun, ct)).Id);
}

internal sealed record RestCheckRun(long Id);
