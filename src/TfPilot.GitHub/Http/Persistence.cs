using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace TfPilot.GitHub.Http;

/// <summary>The one place that tries again.</summary>
internal sealed class Persistence(GitHubPatience patience)
{
    private static readonly ResiliencePropertyKey<Effort> Key = new("effort");

    private readonly ResiliencePipeline<GitHubAnswer> pipeline = Build(patience);

    public async Task<GitHubAnswer> SendAsync(GitHubRequest request, Func<CancellationToken, Task<GitHubAnswer>> send, CancellationToken ct)
    {
        var context = ResilienceContextPool.Shared.Get(ct);
        context.Properties.Set(Key, new Effort(request, patience.Waiting));
        try
        {
            return await pipeline.ExecuteAsync(static async (context, send) => await send(context.CancellationToken), context, send);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static ResiliencePipeline<GitHubAnswer> Build(GitHubPatience patience) =>
        new ResiliencePipelineBuilder<GitHubAnswer> { TimeProvider = patience.Clock }
            .AddRetry(new RetryStrategyOptions<GitHubAnswer>
            {
                MaxRetryAttempts = RetryRules.Retries,
                ShouldHandle = args => new(EffortOf(args.Context).Allows(Wait(args, patience))),
                DelayGenerator = args => new(EffortOf(args.Context).TakeWait()),
            })
            .AddTimeout(patience.PerTry)
            .Build();

    private static TimeSpan? Wait(RetryPredicateArguments<GitHubAnswer> args, GitHubPatience patience)
    {
        var request = EffortOf(args.Context).Request;
        return args.Outcome switch
        {
            { Exception: HttpRequestException or IOException or TimeoutRejectedException } =>
                RetryRules.AfterFailure(args.Outcome.Exception, request.IsRepeatable, args.AttemptNumber, patience.Random()),
            { Result: { } answer } when Refusals.Of(request, answer, patience.Clock.GetUtcNow()) is { } refusal =>
                RetryRules.AfterRefusal(refusal, request.IsRepeatable, args.AttemptNumber, patience.Random()),
            _ => null,
        };
    }

    private static Effort EffortOf(ResilienceContext context) => context.Properties.GetValue(Key, null!);

    private sealed class Effort(GitHubRequest request, TimeSpan left)
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
