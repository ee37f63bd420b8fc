using TfPilot.GitHub.Api;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Identity;

namespace TfPilot.App.Evidence;

/// <summary>The repository of a job, as GitHub reports it for the token's claims.</summary>
internal sealed record JobRepository(long Installation, long Id, InstalledRepository Installed)
{
    /// <summary>
    /// Null when the ids of the token belong to another repository or owner than its name. Throws
    /// <see cref="GitHub.Http.GitHubException"/> when the App is not installed there.
    /// </summary>
    public static async Task<JobRepository?> FindAsync(
        InstallationTokens tokens, OidcClaims claims, CancellationToken ct)
    {
        var installation = await tokens.AsApp().FindInstallationAsync(claims.Repository, ct);
        var repository = await tokens.GetClientAsync(installation.Id, claims.RepositoryId, TokenScope.Read, ct);
        return repository.Name != claims.Repository || (installation.Owner is { } owner && owner != claims.OwnerId)
            ? null : new(installation.Id, claims.RepositoryId, repository);
    }

    public static string Mismatch(OidcClaims claims) =>
        $"The token names repository {claims.Repository}, but its repository ID or owner ID belongs to another one.";
}
