using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace TfPilot.GitHub.Http;

/// <summary>The only place that retries requests.</summary>
internal sealed class RetryingSender(GitHubTimeouts patience)
{
    private static readonly ResiliencePropertyKey<RetryState> Key = new("effort");

    private readonly ResiliencePipeline<GitHubAnswer> pipeline = Build(patience);

    public async Task<GitHubAnswer> SendAsync(
        GitHubRequest request, Func<CancellationToken, Task<GitHubAnswer>> send, CancellationToken ct)
    {
        var context = ResilienceContextPool.Shared.Get(ct);
        context.Properties.Set(Key, new RetryState(request, patience.RetryBudget));
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

    private static ResiliencePipeline<GitHubAnswer> Build(GitHubTimeouts patience) =>
        new ResiliencePipelineBuilder<GitHubAnswer> { TimeProvider = patience.Clock }
            .AddRetry(new RetryStrategyOptions<GitHubAnswer>
            {
                MaxRetryAttempts = RetryRules.Retries,
                ShouldHandle = args => new(StateOf(args.Context).Allows(Wait(args, patience))),
                DelayGenerator = args => new(StateOf(args.Context).TakeWait()),
            })
            .AddTimeout(patience.Attempt)
            .Build();

    private static TimeSpan? Wait(RetryPredicateArguments<GitHubAnswer> args, GitHubTimeouts patience)
    {
        var request = StateOf(args.Context).Request;
        return args.Outcome switch
        {
            { Exception: HttpRequestException or IOException or TimeoutRejectedException } =>
                RetryRules.AfterFailure(
                    args.Outcome.Exception, request.IsRepeatable, args.AttemptNumber, patience.Random()),
            { Result: { } answer } when GitHubErrors.Of(request, answer, patience.Clock.GetUtcNow()) is { } refusal =>
                RetryRules.AfterRefusal(refusal, request.IsRepeatable, args.AttemptNumber, patience.Random()),
            _ => null,
        };
    }

    private static RetryState StateOf(ResilienceContext context) => context.Properties.GetValue(Key, null!);

    private sealed class RetryState(GitHubRequest request, TimeSpan left)
    {
        private TimeSpan next;

        public GitHubRequest Request => request;

        public bool Allows(TimeSpan? wait)
        {
            next = wait ?? default;
            return wait <= left;
        }

        public TimeSpan? TakeWait()
        {
            left -= next;
            return next;
        }
    }
}
