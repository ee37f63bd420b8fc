namespace TfPilot.GitHub.Http;

/// <summary>Why GitHub did not do what it was asked to.</summary>
public enum GitHubErrorKind
{
    /// <summary>The token is missing, wrong or expired.</summary>
    NotSignedIn,

    /// <summary>The token may not do this; a fork's token may only read.</summary>
    NotPermitted,

    /// <summary>The installation has not granted what this needs: it waits until somebody accepts it.</summary>
    PermissionMissing,

    /// <summary>It does not exist, or the token may not know that it does.</summary>
    NotFound,

    /// <summary>It is switched off here, as comments are where issues are disabled.</summary>
    Disabled,

    /// <summary>GitHub understood and found it wrong.</summary>
    Invalid,

    /// <summary>Too many calls; GitHub asks to wait longer than we do.</summary>
    RateLimited,

    /// <summary>No answer, or none that can be read. A write may have happened.</summary>
    Unavailable,
}

/// <summary>
/// GitHub did not do what it was asked to. The message says what was asked, what GitHub said and what to do; it never
/// holds the token.
/// </summary>
public sealed class GitHubException(GitHubErrorKind kind, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public GitHubErrorKind Kind => kind;

    /// <summary>How long GitHub asks to be left alone; null when it does not say.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>GitHub's own words; empty when it gave none.</summary>
    public string Said { get; init; } = "";
}
