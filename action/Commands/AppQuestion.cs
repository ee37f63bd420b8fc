using System.Diagnostics;
using System.Text.Json.Nodes;
using TfPilot.Action.Basics;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Http;

namespace TfPilot.Action.Commands;

/// <summary>A question of a person to the App about a repository, asked with their GitHub token.</summary>
/// <param name="Repository">OWNER/NAME; null for the repository of the workflow.</param>
/// <param name="Path">Without its query.</param>
/// <param name="Query">Parameters in addition to the repository.</param>
/// <param name="Purpose">For messages.</param>
internal sealed record AppQuestion(
    string? AppUrl, string? Repository, string Path, IReadOnlyList<(string Name, string? Value)> Query, string Purpose)
{
    public async Task<Validated<JsonNode>> AskAsync(Terminal terminal, CancellationToken ct)
    {
        if (AppUrl is null || AppClient.TryParse(AppUrl) is not { } app)
            return new Problem("--app-url", "Name the App with an https URL.");
        if ((Repository ?? terminal.Environment("GITHUB_REPOSITORY")) is not { Length: > 0 } repository)
            return new Problem("--repository", "Name the repository with --repository OWNER/NAME.");
        if (OptionalText.NullIfBlank(terminal.Environment("GITHUB_TOKEN")) is not { } token)
            return new Problem("GITHUB_TOKEN", "Set GITHUB_TOKEN to a GitHub token that can read the repository.");
        var query = Query.Prepend((Name: "repository", Value: repository)).Where(pair => pair.Value is not null)
            .Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}");
        using var http = terminal.CreateHttpClient();
        return await new AppClient(http, GitHubTimeouts.Default)
            .GetAsync(app, $"{Path}?{string.Join('&', query)}", new(token), Purpose, ct) switch
        {
            AppResponse.Answered(_, var json) => new Validated<JsonNode>.Valid(json),
            AppResponse.Refused(_, var why) => new Problem("--app-url", $"The App rejected the request: {why}"),
            AppResponse.NoResponse(var why) => new Problem("--app-url", $"The App could not be asked: {why}."),
            _ => throw new UnreachableException(),
        };
    }
}
