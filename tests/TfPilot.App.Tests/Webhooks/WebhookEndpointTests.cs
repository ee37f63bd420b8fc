using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TfPilot.App.Hosting;
using TfPilot.App.Http;
using TfPilot.App.Tests.Host;
using TfPilot.App.Webhooks;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Webhooks;

public sealed class WebhookEndpointTests
{
    [Fact]
    public async Task A_delivery_triggers_an_evaluation_of_its_pull_request()
    {
        await using var app = await RunningApp.StartAsync();

        using var answer =
            await app.Http.SendAsync(WebhookRequest.Delivery("pull_request", WebhookRequest.PullRequest(7)));
        var lease = await app.Reconciler.NextAsync();

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        lease.Key.Should().Be(new PullKey(6001, 4001, 7));
    }

    [Fact]
    public async Task The_bytes_of_a_delivery_are_stored_once_and_unchanged()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        var payload = Encoding.UTF8.GetBytes("{ \"a\":\r\n \"Änderung 🦉\\u0000\" }\r\n");
        var id = Guid.NewGuid();

        for (var i = 0; i < 3; i++)
            (await app.Http.SendAsync(WebhookRequest.Delivery("anything_new", payload, id))).StatusCode
            .Should().Be(HttpStatusCode.Accepted);

        var kept = await app.Part<Inbox>().ClaimAsync(10, DateTimeOffset.UtcNow, default);
        kept.Should().ContainSingle().Which.Should()
            .BeEquivalentTo(new { Id = id, Event = "anything_new", Payload = payload });
    }

    [Theory]
    [InlineData("signature", null, 401)]
    [InlineData("signature", "sha256=00", 401)]
    [InlineData("signature", "sha1=2fd4e1c67a2d28fced849ee1bb76e7391b93eb12", 401)]
    [InlineData("secret", "another-secret", 401)]
    [InlineData("secret", "", 401)]
    [InlineData("delivery", null, 400)]
    [InlineData("delivery", "12", 400)]
    [InlineData("event", null, 400)]
    [InlineData("type", null, 415)]
    [InlineData("type", "application/x-www-form-urlencoded", 415)]
    [InlineData("type", "text/json", 415)]
    public async Task A_request_that_is_not_from_GitHub_is_rejected(string what, string? value, int status)
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        var payload = Encoding.UTF8.GetBytes(WebhookRequest.PullRequest(7));
        var request = WebhookRequest.Delivery("pull_request", payload);
        Change(request, payload, what, value);

        using var answer = await app.Http.SendAsync(request);

        ((int)answer.StatusCode).Should().Be(status);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject().Should()
            .ContainKeys("title", "detail", "status");
        (await app.Part<Inbox>().ClaimAsync(10, DateTimeOffset.UtcNow, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Both_webhook_secrets_are_accepted_during_rotation()
    {
        await using var app = await RunningApp.StartAsync(
            AppOverrides.WithoutJobs, (Variable.WebhookSecret, RunningApp.Secret),
            (Variable.NextWebhookSecret, "new-secret"));
        var payload = Encoding.UTF8.GetBytes(WebhookRequest.PullRequest(7));
        var request = WebhookRequest.Delivery("pull_request", payload);
        Change(request, payload, "secret", "new-secret");

        var old = await app.Http.SendAsync(WebhookRequest.Delivery("pull_request", payload));
        var @new = await app.Http.SendAsync(request);

        old.StatusCode.Should().Be(HttpStatusCode.Accepted);
        @new.StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData(0, false, 202)]
    [InlineData(0, true, 202)]
    [InlineData(1, false, 413)]
    [InlineData(1, true, 413)] // what it does not announce
    public async Task A_payload_above_GitHubs_size_limit_is_rejected(int more, bool chunked, int status)
    {
        var errorLog = new ErrorLog();
        await using var app = await RunningApp.StartAsync(parts =>
        {
            AppOverrides.WithoutJobs(parts);
            parts.AddSingleton<ILoggerProvider>(errorLog);
        });
        var payload = new byte[WebhookEndpoint.MaxBytes + more];
        Array.Fill(payload, (byte)' ');
        var request = WebhookRequest.Delivery("push", payload);
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = !chunked;

        using var answer = await app.Http.SendAsync(request);

        ((int)answer.StatusCode).Should().Be(status);
        await app.StopAsync();
        errorLog.Errors.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Content-Length: 1000", "{")]
    [InlineData("Transfer-Encoding: chunked", "3e8\r\n{")]
    public async Task A_client_that_disconnects_early_is_not_logged_as_an_error(string length, string body)
    {
        var errorLog = new ErrorLog();
        await using var app = await RunningApp.StartAsync(parts =>
        {
            AppOverrides.WithoutJobs(parts);
            parts.AddSingleton<ILoggerProvider>(errorLog);
        });
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Http.BaseAddress!.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {WebhookEndpoint.Path} HTTP/1.1\r\nHost: app.test\r\nContent-Type: " +
                    $"application/json\r\n{length}\r\n\r\n{body}"));

        client.Client.Shutdown(SocketShutdown.Send);
        // Waits until the server closes or resets the connection.
        await stream.CopyToAsync(Stream.Null)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await app.StopAsync();

        errorLog.Errors.Should().BeEmpty();
    }

    [Theory]
    [InlineData(BoundedBody.GuaranteedBytes / 2, 202)]
    [InlineData(2 * BoundedBody.GuaranteedBytes, 503)]
    public async Task Under_load_only_small_deliveries_are_accepted(int size, int status)
    {
        var errorLog = new ErrorLog();
        await using var app = await RunningApp.StartAsync(parts =>
        {
            AppOverrides.WithoutJobs(parts);
            parts.AddSingleton<ILoggerProvider>(errorLog).AddSingleton(new BoundedBody(shared: 0));
        });

        using var answer = await app.Http.SendAsync(WebhookRequest.Delivery("push", new byte[size]));

        ((int)answer.StatusCode).Should().Be(status);
        await app.StopAsync();
        errorLog.Errors.Should().BeEmpty();
    }

    private static void Change(HttpRequestMessage request, byte[] payload, string what, string? value)
    {
        var header = what switch
        {
            "delivery" => "X-GitHub-Delivery",
            "event" => "X-GitHub-Event",
            _ =>
            "X-Hub-Signature-256"
        };
        if (what == "type")
        {
            request.Content!.Headers.Remove("Content-Type");
            if (value is not null) request.Content.Headers.Add("Content-Type", value);
            return;
        }

        request.Headers.Remove(header);
        if (what == "secret") request.Headers.Add(header, WebhookRequest.Signature(payload, value!));
        else if (value is not null) request.Headers.Add(header, value);
    }
}
