namespace TfPilot.GitHub.Http;

/// <summary>The kind of a GitHub error.</summary>
public enum GitHubErrorKind
{
    /// <summary>The token is missing, wrong or expired.</summary>
    NotSignedIn,

    /// <summary>The token lacks the permission; a fork's token is read-only.</summary>
    NotPermitted,

    /// <summary>The installation has not granted the required permission: an owner must accept it.</summary>
    PermissionMissing,

    /// <summary>It does not exist, or the token cannot see it.</summary>
    NotFound,

    /// <summary>The feature is disabled, such as comments where issues are disabled.</summary>
    Disabled,

    /// <summary>GitHub rejected the request as invalid.</summary>
    Invalid,

    /// <summary>Rate limited; the requested wait is longer than our timeout.</summary>
    RateLimited,

    /// <summary>No response, or an unreadable one. A write may have succeeded.</summary>
    Unavailable,
}

/// <summary>
/// A call to GitHub failed. The message names the call, GitHub's reason and what to do; it never contains the token.
/// </summary>
public sealed class GitHubException(GitHubErrorKind kind, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public GitHubErrorKind Kind => kind;

    /// <summary>The wait that GitHub requests before a retry; null when it requests none.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>GitHub's message; empty when there is none.</summary>
    public string GitHubMessage { get; init; } = "";

    /// <summary>The HTTP status; 0 without a response.</summary>
    public int Status { get; init; }
}
