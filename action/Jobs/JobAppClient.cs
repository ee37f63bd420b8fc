using System.Diagnostics;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Http;

namespace TfPilot.Action.Jobs;

/// <summary>Sends requests to the App with the OIDC token of the job; failures are retried.</summary>
internal sealed class JobAppClient(ActionsRuntime actions, HttpClient http)
{
    /// <summary>Short, so that a job does not wait long for an App that does not respond.</summary>
    public static readonly GitHubTimeouts Timeouts = GitHubTimeouts.Default with
    {
        RetryBudget = TimeSpan.FromMinutes(1),
    };

    /// <returns>The answer, or the reason why there is none.</returns>
    public async Task<(JsonNode? Answer, string Why)> PostAsync(
        AppAddress app, string path, byte[] body, string purpose, CancellationToken ct)
    {
        try
        {
            return await actions.RequestOidcTokenAsync(app.Audience, http, Timeouts, ct) switch
            {
                Validated<GitHubToken>.Valid(var token) => Understand(
                    await new AppClient(http, Timeouts).PostAsync(app.Url, path, token, body, purpose, ct)),
                Validated<GitHubToken>.Invalid(var problems) => (null, problems[0].Message),
                _ => throw new UnreachableException(),
            };
        }
        catch (GitHubException refused)
        {
            return (null, refused.Message);
        }
    }

    private static (JsonNode? Answer, string Why) Understand(AppResponse response) => response switch
    {
        AppResponse.Answered(_, var json) => (json, ""),
        AppResponse.Refused(var status, var reason) => (null, $"the App rejected the request ({status}): {reason}"),
        AppResponse.NoResponse(var reason) => (null, $"the App could not be asked: {reason}"),
        _ => throw new UnreachableException(),
    };
}
