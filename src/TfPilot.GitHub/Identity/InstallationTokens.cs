using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Identity;

/// <summary>
/// A repository of an installation, under the name it has today, and a client that may reach no other.
/// </summary>
public sealed record InstalledRepository(GitHubClient Client, RepositoryName Name);

/// <summary>
/// The App's tokens: for itself, and for one repository of an installation at a time. Those of installations are kept
/// until five minutes before they end. Safe for concurrent use; who comes at the same time shares one request.
/// </summary>
public sealed class InstallationTokens(
    HttpClient http, GitHubEndpoints endpoints, AppIdentity app, GitHubTimeouts patience)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<long, RateBudget> budgets = [];
    private readonly Lock gate = new();
    private readonly Dictionary<(long Installation, long Repository, TokenScope Scope), Task<Kept>> kept = [];

    /// <summary>What installations have not granted, so that their work waits.</summary>
    public MissingPermissions MissingPermissions { get; } = new();

    /// <summary>A client as the App itself, for the next minutes; it can only ask about the App.</summary>
    public GitHubClient AsApp() => new(http, endpoints, app.Sign(patience.Clock.GetUtcNow()), patience);

    /// <summary>
    /// Refused as <see cref="GitHubErrorKind.NotFound"/> when the App is not installed there any more, as
    /// <see cref="GitHubErrorKind.Invalid"/> when the repository is not part of it, and as
    /// <see cref="GitHubErrorKind.PermissionMissing"/> when the installation has not granted the scope.
    /// </summary>
    public async Task<InstalledRepository> GetClientAsync(
        long installation, long repository, TokenScope scope, CancellationToken ct)
    {
        var key = (installation, repository, scope);
        var asked = Find(key) ?? Ask(key);
        return (await asked.WaitAsync(ct)).Repository;
    }

    /// <summary>
    /// The next question gets a new token: one that has lost a permission since sees nothing, as if all were gone.
    /// </summary>
    public void Forget(long installation, long repository)
    {
        lock (gate)
        {
            foreach (var key in kept.Keys.Where(key => key.Installation == installation && key.Repository == repository)
                .ToList()) kept.Remove(key);
        }
    }

    /// <summary>
    /// The ids of all repositories of the installation; one call for each hundred and one for a token that is good for
    /// nothing else. Refused as <see cref="GetClientAsync"/> is.
    /// </summary>
    public async Task<IReadOnlyList<long>> ListRepositoriesAsync(long installation, CancellationToken ct)
    {
        var (_, answer) = await RequestTokenAsync(installation, null, TokenScope.List, ct);
        return await new GitHubClient(http, endpoints, new(answer.Token),
            patience)
        { Budget = BudgetOf(installation) }.ListInstalledRepositoriesAsync(ct);
    }

    /// <summary>
    /// How long what no check needs has to wait, because only the share of GitHub's limit is left that is kept for
    /// checks; null when there is more.
    /// </summary>
    public TimeSpan? WaitForSpare(long installation) => BudgetOf(installation).WaitForSpare();

    /// <summary>
    /// Refuses as <see cref="GitHubErrorKind.RateLimited"/> what no check needs while only the share of GitHub's limit
    /// is left that is kept for checks.
    /// </summary>
    public void RequireSpare(long installation)
    {
        if (WaitForSpare(installation) is not { } wait) return;
        var message = string.Create(CultureInfo.InvariantCulture,
            $"GitHub's limit of installation {installation} is nearly used up, and the rest is kept for checks. Try " +
                $"again in {Math.Ceiling(wait.TotalMinutes)} minutes.");
        throw new GitHubException(GitHubErrorKind.RateLimited, message) { Wait = wait };
    }

    private RateBudget BudgetOf(long installation) => budgets.GetOrAdd(installation, _ => new(patience.Clock));

    private Task<Kept>? Find((long, long, TokenScope) key)
    {
        lock (gate) return kept.TryGetValue(key, out var asked) && IsGood(asked) ? asked : null;
    }

    /// <summary>Nobody's cancellation reaches the request that others wait for too.</summary>
    private Task<Kept> Ask((long Installation, long Repository, TokenScope Scope) key)
    {
        lock (gate)
        {
            if (Find(key) is { } asked) return asked;
            foreach (var (old, _) in kept.Where(entry => !IsGood(entry.Value)).ToList()) kept.Remove(old);
            return kept[key] = RequestAsync(key.Installation, key.Repository, key.Scope);
        }
    }

    private bool IsGood(Task<Kept> asked) =>
        !asked.IsCompleted || (asked.IsCompletedSuccessfully && patience.Clock.GetUtcNow() < asked.Result.Until);

    private async Task<Kept> RequestAsync(long installation, long repository, TokenScope scope)
    {
        await Task.Yield();
        var (request, answer) = await RequestTokenAsync(installation, repository, scope, CancellationToken.None);
        if (answer.Repositories is not [{ } only] || only.Id != repository
            || RepositoryName.TryParse(only.FullName) is not { } name)
            throw new GitHubError(GitHubErrorKind.Unavailable,
                "gave a token for other repositories than it was asked for").ToException(request.Purpose);
        return new(new(new(http, endpoints, new(answer.Token), patience) { Budget = BudgetOf(installation) }, name),
            answer.ExpiresAt - Margin);
    }

    private async Task<(GitHubRequest Request, RestInstallationToken Answer)> RequestTokenAsync(
        long installation, long? repository, TokenScope scope, CancellationToken ct)
    {
        var client = AsApp();
        var body = new JsonObject();
        if (repository is { } only) body["repository_ids"] = new JsonArray(only);
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

    private sealed record Kept(InstalledRepository Repository, DateTimeOffset Until);
}

internal sealed record RestInstallationToken(
    string Token, DateTimeOffset ExpiresAt, IReadOnlyList<RestNamedRepository>? Repositories = null);

internal sealed record RestNamedRepository(long Id, string FullName);

/// <summary>The token of an installation as GitHub sends it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestInstallationToken))]
internal sealed partial class InstallationTokenJson : JsonSerializerContext;
