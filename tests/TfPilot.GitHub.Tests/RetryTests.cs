using System.Globalization;
using System.Net.Sockets;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.GitHub.Tests;

public sealed class RetryTests : IDisposable
{
    private static readonly PullNumber Seven = new(7);

    private readonly FakeGitHub fake = new();

    public RetryTests() => fake.Repository.AddPull(7);

    public static TheoryData<string, int, double[]> Reads => new()
    {
        { "502", 1, [1] },
        { "502", 3, [1, 2, 4] },
        { "html", 1, [1] },
        { "connection", 2, [1, 2] },
        { "reset", 1, [1] },
        { "cut", 1, [1] }, // the body ends early
        { "secondary", 1, [11] }, // the requested delay plus up to a second
        { "secondary-unnamed", 1, [61] },
        { "primary", 1, [22] }, // until the reset, plus a second for rounding
        { "graphql-limit", 1, [61] },
        { "graphql-wrong", 1, [1] },
    };

    public static TheoryData<string, int> Writes => new()
    {
        { "connection", 2 }, // the request never arrived
        { "secondary", 2 }, // the request was rejected
        { "primary", 2 },
        { "502", 1 }, // the comment may have been created
        { "reset", 1 },
        { "cut", 1 },
    };

    public void Dispose() => fake.Dispose();

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task A_read_is_retried_after_a_delay(string fault, int times, double[] seconds)
    {
        var clock = new AutoAdvanceClock();
        fake.FailNext(Fault(fault), times);

        var conversation = await Client(clock).ReadConversationAsync(fake.Repository.Name, Seven, default);

        conversation.Pull.Number.Should().Be(Seven);
        clock.Waits.Select(wait => wait.TotalSeconds).Should().Equal(seconds);
        fake.Exchanges.Should().NotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_new_comment_is_retried_only_if_GitHub_certainly_did_nothing(string fault, int tries)
    {
        var attempts = 0;
        var make = Fault(fault);
        fake.FailNext(() => Counted(make));

        var writing = () => Client(new AutoAdvanceClock())
            .CreateCommentAsync(fake.Repository.Name, Seven, "text", default);

        if (tries > 1) await writing();
        else (await writing.Should().ThrowAsync<GitHubException>()).Which.Kind.Should().Be(GitHubErrorKind.Unavailable);
        (attempts + fake.Repository.Comments.Count).Should().Be(tries);

        HttpResponseMessage Counted(Func<HttpResponseMessage> fault)
        {
            attempts++;
            return fault();
        }
    }

    [Fact]
    public async Task An_edit_is_retried_since_it_is_idempotent()
    {
        var comment = fake.Repository.AddComment(7, fake.Viewer, "old");
        fake.FailNext(Fault("reset"));

        await Client(new AutoAdvanceClock()).UpdateCommentAsync(fake.Repository.Name, new(comment.Id), "new", default);

        comment.Body.Should().Be("new");
    }

    [Fact]
    public async Task After_five_attempts_a_request_fails()
    {
        var clock = new AutoAdvanceClock();
        fake.FailNext(Fault("502"), 9);

        var reading = () => Client(clock).GetPullRequestAsync(fake.Repository.Name, Seven, default);

        (await reading.Should().ThrowAsync<GitHubException>()).WithMessage(
            "Cannot read pull request acme/infra#7: GitHub answered 502, \"no\". GitHub may have an outage*");
        fake.Exchanges.Should().HaveCount(5);
        clock.Waits.Select(wait => wait.TotalSeconds).Should().Equal(1, 2, 4, 8);
    }

    [Theory]
    [InlineData("3600", 0)] // longer than we wait
    [InlineData("100", 1)] // twice would be longer
    public async Task A_rate_limit_beyond_the_retry_budget_is_an_error(string retryAfter, int waits)
    {
        var clock = new AutoAdvanceClock();
        fake.FailNext(
            () => FakeGitHub.Response(
                403, """{"message":"You have exceeded a secondary rate limit."}""", ("Retry-After", retryAfter)), 9);

        var reading = () => Client(clock).GetPullRequestAsync(fake.Repository.Name, Seven, default);

        var refused = await reading.Should().ThrowAsync<GitHubException>()
            .WithMessage($"*secondary rate limit*requests a wait of {retryAfter} seconds. Retry after that time.");
        refused.Which.Kind.Should().Be(GitHubErrorKind.RateLimited);
        clock.Waits.Should().HaveCount(waits);
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_times_out()
    {
        var clock = new AutoAdvanceClock { AttemptsTimeOut = true };
        using var silent = new SilentGitHub();
        var client = new GitHubClient(new HttpClient(silent, disposeHandler: false),
            GitHubEndpoints.Read(_ => null).Match(found => found, _ => null!), new("t"), Timeouts(clock));

        var reading = () => client.GetPullRequestAsync(fake.Repository.Name, Seven, default);

        (await reading.Should().ThrowAsync<GitHubException>()).Which.Kind.Should().Be(GitHubErrorKind.Unavailable);
        silent.RequestCount.Should().Be(5);
    }

    [Fact]
    public async Task Cancellation_by_the_caller_is_not_reported_as_a_GitHub_error()
    {
        using var silent = new SilentGitHub();
        using var cancellation = new CancellationTokenSource();
        silent.OnRequest = cancellation.Cancel;
        var client = new GitHubClient(new HttpClient(silent, disposeHandler: false),
            GitHubEndpoints.Read(_ => null).Match(found => found, _ => null!), new("t"), GitHubTimeouts.Default);

        var reading = () => client.GetPullRequestAsync(fake.Repository.Name, Seven, cancellation.Token);

        await reading.Should().ThrowAsync<OperationCanceledException>();
        silent.RequestCount.Should().Be(1);
    }

    [Fact]
    public void Retry_delays_have_jitter()
    {
        var failure = new HttpRequestException("gone");

        var waits = new[] { 0, 0.5, 1 }.Select(
            random => RetryRules.AfterFailure(failure, isRepeatable: true, attempt: 1, random)!.Value.TotalSeconds);

        waits.Should().Equal(1, 1.5, 2);
    }

    private GitHubClient Client(AutoAdvanceClock clock) => fake.Client(Timeouts(clock));

    private static GitHubTimeouts Timeouts(AutoAdvanceClock clock) =>
        new(clock, () => 1) { Attempt = AutoAdvanceClock.AttemptTimeout };

    private static Func<HttpResponseMessage> Fault(string name) => name switch
    {
        "502" => () => FakeGitHub.Response(502, """{"message":"no"}"""),
        "html" => () => FakeGitHub.Response(503, "<html>Unicorn!</html>"),
        "connection" =>
            () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused", new SocketException()),
        "reset" => () => throw new HttpRequestException("sent, then gone", new IOException("reset")),
        "cut" => () => new HttpResponseMessage { Content = new StreamContent(new CutStream()) },
        "secondary" =>
            () => FakeGitHub.Response(
                403, """{"message":"You have exceeded a secondary rate limit."}""", ("Retry-After", "10")),
        "secondary-unnamed" =>
            () => FakeGitHub.Response(403, """{"message":"You have exceeded a secondary rate limit."}"""),
        "primary" => () => FakeGitHub.Response(
            403, """{"message":"API rate limit exceeded"}""", ("X-RateLimit-Remaining", "0"),
            ("X-RateLimit-Reset", Seconds(AutoAdvanceClock.Start.AddSeconds(20)))),
        "graphql-limit" =>
            () => FakeGitHub.Response(
                200, """{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]}"""),
        "graphql-wrong" =>
            () => FakeGitHub.Response(
                200, """{"data":null,"errors":[{"message":"Something went wrong while executing your query."}]}"""),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private static string Seconds(DateTimeOffset moment) =>
        moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private sealed class CutStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new HttpIOException(HttpRequestError.ResponseEnded);

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            throw new HttpIOException(HttpRequestError.ResponseEnded);
    }

    private sealed class SilentGitHub : HttpMessageHandler
    {
        public int RequestCount { get; private set; }

        public Action OnRequest { get; set; } = () => { };

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            RequestCount++;
            OnRequest();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new HttpResponseMessage();
        }
    }
}
