using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace TfPilot.GitHub.Http;

/// <summary>The only place that retries requests.</summary>
internal sealed class RetryingSender(GitHubTimeouts timeouts)
{
    private static readonly ResiliencePropertyKey<RetryState> Key = new("effort");

    private readonly ResiliencePipeline<GitHubResponse> pipeline = Build(timeouts);

    public async Task<GitHubResponse> SendAsync(
        GitHubRequest request, Func<CancellationToken, Task<GitHubResponse>> send, CancellationToken ct)
    {
        var context = ResilienceContextPool.Shared.Get(ct);
        context.Properties.Set(Key, new RetryState(request, timeouts.RetryBudget));
        try
        {
            return await pipeline.ExecuteAsync(
                static async (context, send) => await send(context.CancellationToken), context, send);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static ResiliencePipeline<GitHubResponse> Build(GitHubTimeouts timeouts) =>
        new ResiliencePipelineBuilder<GitHubResponse> { TimeProvider = timeouts.Clock }
            .AddRetry(new RetryStrategyOptions<GitHubResponse>
            {
                MaxRetryAttempts = RetryRules.Retries,
                ShouldHandle = args => new(StateOf(args.Context).Allows(Wait(args, timeouts))),
                DelayGenerator = args => new(StateOf(args.Context).TakeWait()),
            })
            .AddTimeout(timeouts.Attempt)
            .Build();

    private static TimeSpan? Wait(RetryPredicateArguments<GitHubResponse> args, GitHubTimeouts timeouts)
    {
        var request = StateOf(args.Context).Request;
        return args.Outcome switch
        {
            { Exception: HttpRequestException or IOException or TimeoutRejectedException } =>
                RetryRules.AfterFailure(
                    args.Outcome.Exception, request.IsRepeatable, args.AttemptNumber, timeouts.Random()),
            { Result: { } answer } when GitHubErrors.Of(request, answer, timeouts.Clock.GetUtcNow()) is { } error =>
                RetryRules.AfterErrorResponse(error, request.IsRepeatable, args.AttemptNumber, timeouts.Random()),
            _ => null,
        };
    }

    private static RetryState StateOf(ResilienceContext context) => context.Properties.GetValue(Key, null!);

    private sealed class RetryState(GitHubRequest request, TimeSpan remaining)
    {
        private TimeSpan next;

        public GitHubRequest Request => request;

        public bool Allows(TimeSpan? wait)
        {
            next = wait ?? default;
            return wait <= remaining;
        }

        public TimeSpan? TakeWait()
        {
            remaining -= next;
            return next;
        }
    }
}
