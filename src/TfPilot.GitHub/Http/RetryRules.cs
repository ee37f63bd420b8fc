namespace TfPilot.GitHub.Http;

/// <summary>Decides whether and when a retry is useful and safe.</summary>
internal static class RetryRules
{
    public const int Retries = 4;

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);

    /// <summary>The wait that GitHub documents for a secondary rate limit without Retry-After.</summary>
    private static readonly TimeSpan DefaultRateLimitWait = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The wait before a retry after an error response; null: do not retry. A rate limit rejects a call before it has
    /// any effect, so even a call that is not idempotent may be retried.
    /// </summary>
    public static TimeSpan? AfterErrorResponse(GitHubError error, bool isRepeatable, int attempt, double random) =>
        error.Kind switch
        {
            GitHubErrorKind.RateLimited => (error.Wait ?? DefaultRateLimitWait * Math.Pow(2, attempt)) + Jitter(random),
            GitHubErrorKind.Unavailable when isRepeatable => error.Wait ?? BackOff(attempt, random),
            _ => null,
        };

    /// <summary>The wait before a retry after a call without a response; null: do not retry.</summary>
    public static TimeSpan? AfterFailure(Exception failure, bool isRepeatable, int attempt, double random) =>
        isRepeatable || NeverArrived(failure) ? BackOff(attempt, random) : null;

    /// <summary>Whether the request certainly did not reach the server.</summary>
    public static bool NeverArrived(Exception? failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    /// <summary>
    /// Exponential backoff with jitter in the upper half, so that jobs that failed together do not retry together.
    /// </summary>
    private static TimeSpan BackOff(int attempt, double random) =>
        FirstBackOff * Math.Pow(2, attempt) * (0.5 + (random / 2));

    private static TimeSpan Jitter(double random) => FirstBackOff * random;
}
