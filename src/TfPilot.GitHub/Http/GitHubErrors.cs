using System.Globalization;
using System.Text.Json;

namespace TfPilot.GitHub.Http;

/// <summary>Classifies error responses.</summary>
internal static class GitHubErrors
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);

    private const string NotJson = "a page instead of JSON";

    /// <summary>GitHub distinguishes its rate limits only by the message.</summary>
    private static readonly string[] RateLimitMessages = ["secondary rate limit", "API rate limit exceeded",
        "abuse detection"];

    private static readonly Dictionary<string, GitHubErrorKind> GraphQlTypes = new()
    {
        ["NOT_FOUND"] = GitHubErrorKind.NotFound,
        ["FORBIDDEN"] = GitHubErrorKind.NotPermitted,
        ["INSUFFICIENT_SCOPES"] = GitHubErrorKind.NotPermitted,
        ["RATE_LIMITED"] = GitHubErrorKind.RateLimited,
        ["RATE_LIMIT"] = GitHubErrorKind.RateLimited,
        ["INTERNAL"] = GitHubErrorKind.Unavailable,
        ["SERVICE_UNAVAILABLE"] = GitHubErrorKind.Unavailable,
    };

    public static GitHubError? Of(GitHubRequest request, GitHubResponse answer, DateTimeOffset now)
    {
        if (answer.Status == GitHubResponse.NotModified) return null;
        if (!answer.IsSuccess) return OfRest(answer, now);
        return request.IsGraphQl ? GraphQl(answer, now) : null;
    }

    private static GitHubError OfRest(GitHubResponse answer, DateTimeOffset now)
    {
        var message = MessageOf(answer);
        var kind = answer.Status switch
        {
            429 => GitHubErrorKind.RateLimited,
            403 when IsLimit(answer, message) => GitHubErrorKind.RateLimited,
            401 => GitHubErrorKind.NotSignedIn,
            403 => GitHubErrorKind.NotPermitted,
            410 or 451 => GitHubErrorKind.Disabled,
            404 or (>= 300 and < 400) => GitHubErrorKind.NotFound,
            408 or >= 500 => GitHubErrorKind.Unavailable,
            _ => GitHubErrorKind.Invalid,
        };
        return Make(kind, message, answer, now);
    }

    private static GitHubError? GraphQl(GitHubResponse answer, DateTimeOffset now)
    {
        if (FirstError(answer) is not { } first) return null;
        var kind = first.Type is not null && GraphQlTypes.TryGetValue(first.Type, out var known) ? known
            : RateLimitMessages.Any(word => first.Message.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? GitHubErrorKind.RateLimited
            : first.Message.StartsWith("Something went wrong", StringComparison.Ordinal) ? GitHubErrorKind.Unavailable
            : GitHubErrorKind.Invalid;
        return Make(kind, first.Message, answer, now);
    }

    private static GraphQlError? FirstError(GitHubResponse answer)
    {
        try
        {
            return answer.Read(ErrorJson.Default.GraphQlErrors).Errors is [{ } first, ..] ? first : null;
        }
        catch (JsonException)
        {
            return new(NotJson, "INTERNAL");
        }
    }

    private static GitHubError Make(GitHubErrorKind kind, string message, GitHubResponse answer, DateTimeOffset now) =>
        new(kind, message)
        {
            Status = answer.Status,
            Wait = kind is GitHubErrorKind.RateLimited or GitHubErrorKind.Unavailable ? Wait(answer, now) : null,
            RequiredPermissions = kind is GitHubErrorKind.NotPermitted ? answer.Header("X-Accepted-GitHub-Permissions")
                : null,
            RequestId = answer.Header("X-GitHub-Request-Id"),
        };

    private static bool IsLimit(GitHubResponse answer, string message) =>
        answer.Header("Retry-After") is not null || answer.Header("X-RateLimit-Remaining") == "0"
        || RateLimitMessages.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The wait that GitHub requests, at most <see cref="MaxWait"/>: its rate limits reset within an hour.
    /// </summary>
    private static TimeSpan? Wait(GitHubResponse answer, DateTimeOffset now)
    {
        if (Number(answer, "Retry-After") is { } seconds)
            return TimeSpan.FromSeconds(Math.Min(seconds, MaxWait.TotalSeconds));
        if (answer.Header("X-RateLimit-Remaining") != "0" || Number(answer, "X-RateLimit-Reset") is not { } reset)
            return null;
        var wait = reset - now.ToUnixTimeSeconds() + 1; // The reset time has whole seconds; our clock may be ahead.
        return TimeSpan.FromSeconds(Math.Clamp(wait, 0, MaxWait.TotalSeconds));
    }

    /// <summary>Null when it is not a number; a value out of range is clamped to the maximum.</summary>
    private static double? Number(GitHubResponse answer, string header) =>
        answer.Header(header) is { Length: > 0 } text && text.All(char.IsAsciiDigit)
        ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string MessageOf(GitHubResponse answer)
    {
        try
        {
            var (message, errors) = answer.Read(ErrorJson.Default.RestError);
            return errors is null ? message : $"{message}: {errors}";
        }
        catch (JsonException)
        {
            return NotJson;
        }
    }
}
