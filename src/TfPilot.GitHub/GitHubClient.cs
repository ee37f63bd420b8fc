using TfPilot.GitHub.Sending;

namespace TfPilot.GitHub;

/// <summary>
/// Speaks to one GitHub as one identity. What it can ask is in <c>Calls</c>, as extension methods; every one either answers or throws
/// <see cref="GitHubException"/>. Safe for concurrent use.
/// </summary>
public sealed class GitHubClient(HttpClient http, GitHubEndpoints endpoints, GitHubToken token, GitHubPatience patience)
{
    public GitHubEndpoints Endpoints => endpoints;

    internal Task<GitHubAnswer> SendAsync(GitHubRequest request, CancellationToken ct) => throw new NotImplementedException($"{http} {token} {patience} {request} {ct}");
}
