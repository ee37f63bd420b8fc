using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using TfPilot.EndToEnd.Tests.App;
using TfPilot.GitHub.Tests.Simulator;
using TfPilot.Storage.Tests;

namespace TfPilot.EndToEnd.Tests.Functions;

/// <summary>The App as a Functions app: Microsoft's worker, started and called by a fake host.</summary>
public sealed class FunctionsTests(GitHubSimulator github, FunctionsWorker worker) : IClassFixture<GitHubSimulator>,
    IClassFixture<FunctionsWorker>
{
    private const int MaxDelivery = 25 * 1024 * 1024;

    [FunctionsTheory]
    [InlineData("{\"title\":\"Änderung 🦉 \\u0000 ﷽\"}")]
    [InlineData("{\r\n  \"a\": 1\r\n}\r\n")]
    [InlineData("{ \"a\" :\t1.0e0 }")] // no final newline, and numbers that would not come back
    [InlineData("\uFEFF{}")]
    public async Task A_delivery_is_received_byte_for_byte(string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);

        (await DeliverAsync(payload, payload)).Should()
            .Be(HttpStatusCode.Accepted, "the signature matches these bytes");
        (await DeliverAsync(payload, [.. payload, (byte)'\n'])).Should().Be(HttpStatusCode.Unauthorized);
    }

    [FunctionsTheory]
    [InlineData(1024 * 1024, HttpStatusCode.Accepted)]
    [InlineData(MaxDelivery, HttpStatusCode.Accepted)]
    [InlineData(MaxDelivery + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_large_delivery_is_received_completely_up_to_the_size_limit(int bytes, HttpStatusCode status)
    {
        var payload = new byte[bytes];
        new Random(bytes).NextBytes(payload);

        (await DeliverAsync(payload, payload)).Should().Be(status);
    }

    [FunctionsTheory]
    [InlineData("GET", "healthz", 200, "application/json")]
    [InlineData("HEAD", "healthz", 405, "application/problem+json")] // as without Functions
    [InlineData("GET", "api/openapi.json", 200, "application/json")]
    [InlineData("GET", "nothing/here", 404, "application/problem+json")]
    [InlineData("GET", "", 404, "application/problem+json")]
    [InlineData("POST", "api/evidence", 401, "application/problem+json")]
    [InlineData("POST", "timer", 404, "application/problem+json")] // only the host calls the timer
    [InlineData("POST", "drain", 404, "application/problem+json")]
    [InlineData("PUT", "healthz", 404, null)] // the host lets these methods through: get, head, post
    public async Task Every_route_responds_as_in_the_App(string method, string path, int status, string? type)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method), new Uri((await worker.HostAsync()).Worker.Url, path));

        using var answer = await worker.Http.SendAsync(request);

        ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType).Should().Be((status, type));
    }

    [FunctionsFact]
    public async Task The_timer_runs_due_jobs_and_logs_them_on_the_host()
    {
        var fresh = new FunctionsWorker(); // Its timer has not run for another test.
        await fresh.InitializeAsync();
        var host = await fresh.HostAsync();

        var first = await host.RunTimerAsync();
        var second = await host.RunTimerAsync();
        await fresh.DisposeAsync();

        host.Functions.Should().BeEquivalentTo("web", "timer");
        first.Should()
            .HaveCount(13).And.Contain(line => line.StartsWith("the inbox: ", StringComparison.Ordinal)).And.EndWith(
                "the retention job: 0")
            .And.Contain(line => line.Contains("failed (GitHubException)", StringComparison.Ordinal),
                "what fails keeps nothing else from being done");
        second.Should().HaveCountLessThan(13, "slow jobs have their own interval");
    }

    [FunctionsFact]
    public async Task Request_URLs_are_not_logged()
    {
        var host = await worker.HostAsync();

        using var answer = await worker.Http.GetAsync(
            new Uri(host.Worker.Url, "setup/created?code=never-to-be-logged"));
        await host.RunTimerAsync();

        host.Log.Should().NotContain(line => line.Contains("never-to-be-logged", StringComparison.Ordinal));
    }

    [FunctionsFact]
    public async Task A_request_in_progress_is_answered_before_the_worker_stops()
    {
        var (variables, payload) = (worker.Variables(), "{}"u8.ToArray());
        await using var host = await FunctionsHost.StartAsync(variables);
        await using var database = NpgsqlDataSource.Create(variables["TFPILOT_DATABASE"]);
        await using var connection = await database.OpenConnectionAsync();
        await using var holding = await connection.BeginTransactionAsync();
        await using var locking = new NpgsqlCommand("LOCK TABLE delivery IN EXCLUSIVE MODE", connection);
        await locking.ExecuteNonQueryAsync();
        using var request = Delivery(host, new ByteArrayContent(payload), Signature(payload));
        var answering = worker.Http.SendAsync(request);
        await UntilItWaitsAsync(database);

        var ending = host.TerminateAsync();
        await host.LoggedAsync("Application is shutting down");
        await holding.RollbackAsync();

        using var answer = await answering;
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        (await ending).Should().Be(0);
    }

    [FunctionsFact(NeedsSimulator = true)]
    public async Task A_pull_request_waits_for_its_plan_and_its_approvers()
    {
        using var story = await AppStory.BeginAsync(
            github, SqlDialect.Postgres, start: variables => FunctionsHost.StartAsync(variables).Result.Worker);
        var pull = await story.OpenAsync("f");

        await story.CheckAsync(pull, check => (string?)check["conclusion"] == "action_required");
        var (status, body) = await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/prod", "prod"));
        await story.ApproveAsync(pull, "bob", "cy");
        await story.CheckAsync(pull, check => (string?)check["conclusion"] == "success");

        (status, (bool)body["trusted"]!).Should().Be((HttpStatusCode.Accepted, true), body.ToJsonString());
        story.Errors.Should().BeEmpty();
        (await github.ViolationsAsync()).Should().BeEmpty();
    }

    private async Task<HttpStatusCode> DeliverAsync(byte[] signed, byte[] sent)
    {
        using var request = Delivery(await worker.HostAsync(), new ByteArrayContent(sent), Signature(signed));
        using var answer = await worker.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static HttpRequestMessage Delivery(FunctionsHost host, HttpContent body, string signature)
    {
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new(HttpMethod.Post, new Uri(host.Worker.Url, "api/github/webhooks"))
        {
            Content = body,
            Headers = { { "X-GitHub-Event", "ping" }, { "X-GitHub-Delivery", $"{Guid.NewGuid()}" },
                { "X-Hub-Signature-256", signature } },
        };
    }

    private static string Signature(byte[] payload)
    {
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(FunctionsWorker.Secret), payload);
        return $"sha256={Convert.ToHexStringLower(hash)}";
    }

    /// <summary>Returns when the App is blocked while it stores a delivery, because the table is locked.</summary>
    private static async Task UntilItWaitsAsync(NpgsqlDataSource database)
    {
        const string Waiting =
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%INSERT " +
            "INTO delivery%'";
        var began = Stopwatch.GetTimestamp();
        // On a separate connection, because a transaction sees a single snapshot.
        await using var question = database.CreateCommand(Waiting);
        while ((long)(await question.ExecuteScalarAsync())! == 0)
        {
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(30))
                throw new TimeoutException("no delivery arrived");
            await Task.Delay(20);
        }
    }
}
