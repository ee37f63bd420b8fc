using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>A workflow run as GitHub reports it.</summary>
/// <param name="Path">The workflow file, such as <c>.github/workflows/apply.yml</c>; its name may be chosen freely.
/// </param>
/// <param name="Branch">Null for a run of a tag or a deleted branch.</param>
/// <param name="IsFromFork">Whether its commit belongs to another repository.</param>
/// <param name="Conclusion">Null while it runs.</param>
public sealed record RepositoryRun(
    RunAttempt Run, string Event, string Path, CommitSha Head, string? Branch, bool IsFromFork, string? Status,
    string? Conclusion);

/// <summary>Reads workflow runs, and answers their deployment protection rules.</summary>
public static class WorkflowRuns
{
    public static async Task<RepositoryRun> ReadRunAsync(
        this GitHubClient github, RepositoryName repository, long run, CancellationToken ct)
    {
        var request = github.Rest(
            HttpMethod.Get, $"/repos/{repository}/actions/runs/{run}", $"read run {run} of {repository}");
        return (await github.SendAsync(request, RunRestJson.Default.RestRun, ct)).ToModel();
    }

    /// <summary>The runs that wait for a deployment protection rule, newest first; at most a hundred.</summary>
    public static async Task<IReadOnlyList<RepositoryRun>> ListWaitingRunsAsync(
        this GitHubClient github, RepositoryName repository, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Get, $"/repos/{repository}/actions/runs?status=waiting&per_page=100",
            $"list the waiting runs of {repository}");
        var runs = await github.SendAsync(request, RunRestJson.Default.RestRuns, ct);
        return [.. runs.WorkflowRuns.Select(run => run.ToModel())];
    }

    /// <summary>The environments for which the run waits.</summary>
    public static async Task<IReadOnlyList<string>> ListPendingEnvironmentsAsync(
        this GitHubClient github, RepositoryName repository, long run, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Get, $"/repos/{repository}/actions/runs/{run}/pending_deployments",
            $"list the pending deployments of run {run} in {repository}");
        var pending = await github.SendAsync(request, RunRestJson.Default.IReadOnlyListRestPendingDeployment, ct);
        return [.. pending.Select(one => one.Environment.Name).OfType<string>()];
    }

    /// <summary>
    /// Answers the App's deployment protection rule. Throws <see cref="GitHubErrorKind.Invalid"/> when it is already
    /// answered or the environment has no such rule.
    /// </summary>
    /// <param name="isApproved">Null only comments; the deployment stays pending.</param>
    /// <param name="comment">Markdown of at most 1,024 characters.</param>
    public static Task AnswerDeploymentAsync(
        this GitHubClient github, RepositoryName repository, long run, string environment, bool? isApproved,
        string comment, CancellationToken ct)
    {
        var body = new JsonObject { ["environment_name"] = environment, ["comment"] = comment };
        if (isApproved is { } approved) body["state"] = approved ? "approved" : "rejected";
        var request = github.Rest(HttpMethod.Post,
            $"/repos/{repository}/actions/runs/{run}/deployment_protection_rule",
            $"answer the deployment protection rule of run {run} in {repository}") with
        { Body = GitHubRequest.Bytes(body) };
        return github.SendAsync(request, ct);
    }
}

internal sealed record RestRuns(IReadOnlyList<RestRun> WorkflowRuns);

internal sealed record RestRun(
    long Id, string Event, string Path, CommitSha HeadSha, int RunAttempt = 1, string? Status = null,
    string? HeadBranch = null, string? Conclusion = null, RestRepositoryId? Repository = null,
    RestRepositoryId? HeadRepository = null)
{
    public RepositoryRun ToModel() => new(
        new(Id, RunAttempt), Event, Path.Split('@')[0], HeadSha, HeadBranch,
        IsFromFork: Repository is null || HeadRepository?.Id != Repository.Id, Status, Conclusion);
}

internal sealed record RestRepositoryId(long Id);

internal sealed record RestPendingDeployment(RestPendingEnvironment Environment);

internal sealed record RestPendingEnvironment(string? Name = null);

/// <summary>Parses REST responses: unknown members are ignored, missing required members are an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(CommitShaConverter)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestRun))]
[JsonSerializable(typeof(RestRuns))]
[JsonSerializable(typeof(RestStartedRun))]
[JsonSerializable(typeof(RestConcurrencyGroups))]
[JsonSerializable(typeof(RestConcurrencyGroup))]
[JsonSerializable(typeof(IReadOnlyList<RestPendingDeployment>))]
internal sealed partial class RunRestJson : JsonSerializerContext;
