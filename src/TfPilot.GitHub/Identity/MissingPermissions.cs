using System.Collections.Concurrent;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Identity;

/// <summary>
/// Records permissions that installations have not granted. GitHub rejects a token request for a missing permission and
/// for a missing repository with the same response, so the granted permissions are read before a repository is
/// considered gone.
/// </summary>
public sealed class MissingPermissions
{
    private readonly ConcurrentDictionary<(long Installation, TokenScope Scope), string> known = [];

    /// <summary>A sentence for each, such as "Installation 6001 has not granted checks: write. …".</summary>
    public IReadOnlyList<string> Sentences => [.. known.Values.Distinct().Order(StringComparer.Ordinal)];

    internal void Granted(long installation, TokenScope scope) => known.TryRemove((installation, scope), out _);

    /// <summary>Determines the cause of a rejected token request; returns the exception to throw.</summary>
    internal async Task<GitHubException> ExplainAsync(
        GitHubClient app, long installation, TokenScope scope, string purpose, GitHubException refused,
        CancellationToken ct)
    {
        var found = await app.ReadInstallationAsync(installation, ct);
        if (found.IsSuspended) return refused;
        var missing = found.Permissions is not { } granted ? []
            : scope.Permissions.Where(
                permission => !Grants(granted.GetValueOrDefault(permission.Name), permission.Access)).ToList();
        if (missing.Count > 0)
        {
            var sentence = Sentence(
                found, string.Join(" and ", missing.Select(permission => $"{permission.Name}: {permission.Access}")));
            known[(installation, scope)] = sentence;
            return new(
                GitHubErrorKind.PermissionMissing, $"Cannot {purpose}. {sentence}", refused)
            { GitHubMessage = refused.GitHubMessage };
        }

        Granted(installation, scope);
        // Other validation errors do not mean that the repository is gone.
        return refused.Kind != GitHubErrorKind.Invalid
            || refused.GitHubMessage.Contains("repository", StringComparison.OrdinalIgnoreCase) ? refused
            : new(GitHubErrorKind.Unavailable, refused.Message, refused) { GitHubMessage = refused.GitHubMessage };
    }

    private static bool Grants(string? granted, string requested) =>
        granted is "admin" or "write" || (granted == "read" && requested == "read");

    private static string Sentence(AppInstallation installation, string missing)
    {
        var location = installation.Page is { } page ? $"at {page.AbsoluteUri.TrimEnd('/')}/permissions/update"
            : "on the installation's page";
        return $"Installation {installation.Id} has not granted {missing}. An owner must accept it " +
            $"{location}. If no request is shown there, first add the permission in the App's settings under " +
            "Permissions & events.";
    }
}
