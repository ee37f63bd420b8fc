namespace TfPilot.GitHub.Http;

/// <summary>Whether trying again may help and can do no harm, and when.</summary>
internal static class RetryRules
{
    public const int Retries = 4;

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);

    /// <summary>What GitHub's documentation asks for where a secondary limit names no time.</summary>
    private static readonly TimeSpan UnnamedLimit = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Null: give up. A limit refuses before anything is done, so even a call that must not be repeated may follow it.
    /// </summary>
    public static TimeSpan? AfterRefusal(GitHubError refusal, bool isRepeatable, int attempt, double random) =>
        refusal.Kind switch
        {
            GitHubErrorKind.RateLimited => (refusal.Wait ?? UnnamedLimit * Math.Pow(2, attempt)) + Jitter(random),
            GitHubErrorKind.Unavailable when isRepeatable => refusal.Wait ?? BackOff(attempt, random),
            _ => null,
        };

    public static TimeSpan? AfterFailure(Exception failure, bool isRepeatable, int attempt, double random) =>
        isRepeatable || NeverArrived(failure) ? BackOff(attempt, random) : null;

    public static bool NeverArrived(Exception? failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    /// <summary>
    /// Doubling, spread over its upper half, so that jobs that failed together do not return together.
    /// </summary>
    private static TimeSpan BackOff(int attempt, double random) =>
        FirstBackOff * Math.Pow(2, attempt) * (0.5 + (random / 2));

    private static TimeSpan Jitter(double random) => FirstBackOff * random;
}
