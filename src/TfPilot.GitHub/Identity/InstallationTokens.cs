using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Identity;

/// <summary>A repository of an installation with its current name, and a client limited to it.</summary>
public sealed record InstalledRepository(GitHubClient Client, RepositoryName Name);

/// <summary>
/// Creates the App's tokens: for itself, and for single repositories of an installation. Installation tokens are cached
/// until five minutes before they expire. Safe for concurrent use; concurrent callers share one request.
/// </summary>
public sealed class InstallationTokens(
    HttpClient http, GitHubEndpoints endpoints, AppIdentity app, GitHubTimeouts timeouts)
{
    private static readonly TimeSpan ExpiryMargin = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<long, RateBudget> budgets = [];
    private readonly Lock gate = new();
    private readonly Dictionary<(long Installation, long Repository, TokenScope Scope), Task<CachedToken>> tokens = [];

    /// <summary>The permissions that installations have not granted. Work that needs them waits.</summary>
    public MissingPermissions MissingPermissions { get; } = new();

    /// <summary>A short-lived client as the App itself, limited to calls about the App.</summary>
    public GitHubClient AsApp() => new(http, endpoints, app.Sign(timeouts.Clock.GetUtcNow()), timeouts);

    /// <summary>
    /// A client for one repository. Throws <see cref="GitHubErrorKind.NotFound"/> when the installation no longer
    /// exists, <see cref="GitHubErrorKind.Invalid"/> when the repository is not part of it, and
    /// <see cref="GitHubErrorKind.PermissionMissing"/> when it has not granted the scope.
    /// </summary>
    public async Task<InstalledRepository> GetClientAsync(
        long installation, long repository, TokenScope scope, CancellationToken ct)
    {
        var key = (installation, repository, scope);
        var request = Find(key) ?? RequestOnce(key);
        return (await request.WaitAsync(ct)).Repository;
    }

    /// <summary>
    /// Drops the cached token. A token that lost a permission gets "not found" for everything, so the next call must
    /// use a new one.
    /// </summary>
    public void Invalidate(long installation, long repository)
    {
        lock (gate)
        {
            foreach (var key in tokens.Keys.Where(
                key => key.Installation == installation && key.Repository == repository)
                .ToList()) tokens.Remove(key);
        }
    }

    /// <summary>
    /// The ids of all repositories of the installation; one call per hundred, and one for a token limited to this.
    /// Throws the same errors as <see cref="GetClientAsync"/>.
    /// </summary>
    public async Task<IReadOnlyList<long>> ListRepositoriesAsync(long installation, CancellationToken ct)
    {
        var (_, answer) = await RequestTokenAsync(installation, null, TokenScope.List, ct);
        return await new GitHubClient(http, endpoints, new(answer.Token),
            timeouts)
        { Budget = BudgetOf(installation) }.ListInstalledRepositoriesAsync(ct);
    }

    /// <summary>
    /// For work that no check needs: the wait while only the reserved share of GitHub's rate limit is left; otherwise
    /// null.
    /// </summary>
    public TimeSpan? WaitForReserve(long installation) => BudgetOf(installation).WaitForReserve();

    /// <summary>
    /// For work that no check needs: throws <see cref="GitHubErrorKind.RateLimited"/> while only the reserved share of
    /// GitHub's rate limit is left.
    /// </summary>
    public void RequireReserve(long installation)
    {
        if (WaitForReserve(installation) is not { } wait) return;
        var message = string.Create(CultureInfo.InvariantCulture,
            $"GitHub's rate limit of installation {installation} is nearly exhausted, and the rest is reserved for " +
                $"checks. Try again in {Math.Ceiling(wait.TotalMinutes)} minutes.");
        throw new GitHubException(GitHubErrorKind.RateLimited, message) { Wait = wait };
    }

    private RateBudget BudgetOf(long installation) => budgets.GetOrAdd(installation, _ => new(timeouts.Clock));

    private Task<CachedToken>? Find((long, long, TokenScope) key)
    {
        lock (gate) return tokens.TryGetValue(key, out var request) && IsUsable(request) ? request : null;
    }

    /// <summary>A caller's cancellation must not cancel the request that others share.</summary>
    private Task<CachedToken> RequestOnce((long Installation, long Repository, TokenScope Scope) key)
    {
        lock (gate)
        {
            if (Find(key) is { } request) return request;
            foreach (var (old, _) in tokens.Where(entry => !IsUsable(entry.Value)).ToList()) tokens.Remove(old);
            return tokens[key] = RequestAsync(key.Installation, key.Repository, key.Scope);
        }
    }

    private bool IsUsable(Task<CachedToken> request) =>
        !request.IsCompleted || (request.IsCompletedSuccessfully && timeouts.Clock.GetUtcNow() < request.Result.Until);

    private async Task<CachedToken> RequestAsync(long installation, long repository, TokenScope scope)
    {
        await Task.Yield();
        var (request, answer) = await RequestTokenAsync(installation, repository, scope, CancellationToken.None);
        if (answer.Repositories is not [{ } only] || only.Id != repository
            || RepositoryName.TryParse(only.FullName) is not { } name)
            throw new GitHubError(GitHubErrorKind.Unavailable,
                "returned a token for other repositories than requested").ToException(request.Purpose);
        return new(new(new(http, endpoints, new(answer.Token), timeouts) { Budget = BudgetOf(installation) }, name),
            answer.ExpiresAt - ExpiryMargin);
    }

    private async Task<(GitHubRequest Request, RestInstallationToken Answer)> RequestTokenAsync(
        long installation, long? repository, TokenScope scope, CancellationToken ct)
    {
        var client = AsApp();
        var body = new JsonObject();
        if (repository is { } repositoryId) body["repository_ids"] = new JsonArray(repositoryId);
        body["permissions"] = new JsonObject(
            scope.Permissions.Select(permission => KeyValuePair.Create(permission.Name, (JsonNode?)permission.Access)));
        var request = client.Rest(HttpMethod.Post, $"/app/installations/{installation}/access_tokens",
            $"get a token of installation {installation} to {scope.Name}") with
        { Body = GitHubRequest.Bytes(body) };
        try
        {
            var answer = await client.SendAsync(request, InstallationTokenJson.Default.RestInstallationToken, ct);
            MissingPermissions.Granted(installation, scope);
            return (request, answer);
        }
        catch (GitHubException refused) when (refused.Kind is GitHubErrorKind.Invalid or GitHubErrorKind.NotPermitted)
        {
            throw await MissingPermissions.ExplainAsync(client, installation, scope, request.Purpose, refused, ct);
        }
    }

    private sealed record CachedToken(InstalledRepository Repository, DateTimeOffset Until);
}

internal sealed record RestInstallationToken(
    string Token, DateTimeOffset ExpiresAt, IReadOnlyList<RestNamedRepository>? Repositories = null);

internal sealed record RestNamedRepository(long Id, string FullName);

/// <summary>GitHub's response with an installation token.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestInstallationToken))]
internal sealed partial class InstallationTokenJson : JsonSerializerContext;
