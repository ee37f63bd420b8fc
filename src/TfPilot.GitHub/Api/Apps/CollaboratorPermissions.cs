using TfPilot.Core.Approvals;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Reads accounts and their permissions.</summary>
public static class CollaboratorPermissions
{
    /// <summary>
    /// The account that currently has the login, and its permission in the repository (null when it has none). Throws
    /// <see cref="GitHubErrorKind.NotFound"/> when no account has the login.
    /// </summary>
    public static async Task<KnownAccess> ReadAccessAsync(
        this GitHubClient github, RepositoryName repository, string login, CancellationToken ct)
    {
        var path = $"/repos/{repository}/collaborators/{Uri.EscapeDataString(login)}/permission";
        var request = github.Rest(HttpMethod.Get, path, $"read the permission of {login} in {repository}");
        var found = await github.SendAsync(request, AppRestJson.Default.RestPermission, ct);
        return found.User is { Id: var id } ? new(new UserId(id), Access(found))
            : throw new GitHubError(GitHubErrorKind.NotFound, "has no such account").ToException(request.Purpose);
    }

    /// <summary>A custom role counts as the permission it is based on.</summary>
    private static RepositoryAccess? Access(RestPermission found) => (found.RoleName, found.Permission) switch
    {
        ("admin", _) or (_, "admin") => RepositoryAccess.Admin,
        ("maintain", _) => RepositoryAccess.Maintain,
        ("write", _) or (_, "write") => RepositoryAccess.Write,
        ("triage", _) => RepositoryAccess.Triage,
        ("read", _) or (_, "read") => RepositoryAccess.Read,
        _ => null,
    };
}

internal sealed record RestPermission(string Permission, string RoleName, RestUser? User = null);

internal sealed record RestUser(long Id);
