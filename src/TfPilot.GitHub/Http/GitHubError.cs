using System.Globalization;
using System.Text;
using TfPilot.Core.Basics;

namespace TfPilot.GitHub.Http;

/// <summary>An error response. <paramref name="Wait"/> is the requested wait before a retry.</summary>
internal sealed record GitHubError(GitHubErrorKind Kind, string GitHubMessage)
{
    private const int MaxMessageLength = 300;

    private static readonly Dictionary<GitHubErrorKind, string> Advice = new()
    {
        [GitHubErrorKind.NotSignedIn] = "Check that the token is set and has not expired.",
        [GitHubErrorKind.NotPermitted] =
            "The token lacks the permission; in pull requests from forks and from Dependabot it is read-only.",
        [GitHubErrorKind.PermissionMissing] = "An owner must accept the permission first.",
        [GitHubErrorKind.NotFound] = "It does not exist, or the token cannot see it.",
        [GitHubErrorKind.Disabled] = "It is disabled in this repository.",
        [GitHubErrorKind.Invalid] = "The request is invalid; a retry does not help.",
        [GitHubErrorKind.RateLimited] = "Retry after that time.",
        [GitHubErrorKind.Unavailable] = "GitHub may have an outage; retry later.",
    };

    public int Status { get; init; }

    public TimeSpan? Wait { get; init; }

    /// <summary>The request may have succeeded although the response was lost.</summary>
    public bool OutcomeUnknown { get; init; }

    public string? RequiredPermissions { get; init; }

    public string? RequestId { get; init; }

    public GitHubException ToException(string purpose, Exception? cause = null) =>
        new(Kind, ToMessage(purpose), cause) { Wait = Wait, GitHubMessage = GitHubMessage, Status = Status };

    private string ToMessage(string purpose)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"Cannot {purpose}: GitHub ");
        if (Status == 0) text.Append(CultureInfo.InvariantCulture, $"{ToDisplayText()}. ");
        else text.Append(CultureInfo.InvariantCulture, $"answered {Status}, \"{ToDisplayText()}\". ");
        if (Wait is { } wait)
            text.Append(CultureInfo.InvariantCulture,
                $"It requests a wait of {Math.Ceiling(wait.TotalSeconds)} seconds. ");
        if (RequiredPermissions is not null)
            text.Append(CultureInfo.InvariantCulture,
                $"The job must grant one of: {VisibleText.Of(RequiredPermissions)}. ");
        if (OutcomeUnknown) text.Append("The request may have succeeded. ");
        text.Append(Kind == GitHubErrorKind.RateLimited && Wait is null ? "Retry later." : Advice[Kind]);
        if (RequestId is not null) text.Append(CultureInfo.InvariantCulture, $" (request {VisibleText.Of(RequestId)})");
        return text.ToString();
    }

    private string ToDisplayText() => VisibleText.Of(
        GitHubMessage.Length <= MaxMessageLength ? GitHubMessage : GitHubMessage[..MaxMessageLength] + "…");
}
