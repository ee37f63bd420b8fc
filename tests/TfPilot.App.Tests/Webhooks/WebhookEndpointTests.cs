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
    public async Task A_delivery_leads_to_a_look_at_its_pull_request()
    {
        await using var app = await RunningApp.StartAsync();

        using var answer = await app.Http.SendAsync(Posted.Delivery("pull_request", Posted.PullRequest(7)));
        var lease = await app.Reconciler.NextAsync();

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        lease.Key.Should().Be(new PullKey(6001, 4001, 7));
    }

    [Fact]
    public async Task The_bytes_are_kept_as_they_came_and_once()
    {
        await using var app = await RunningApp.StartAsync(Parts.WithoutWork);
        var payload = Encoding.UTF8.GetBytes("{ \"a\":\r\n \"Änderung 🦉\\u0000\" }\r\n");
        var id = Guid.NewGuid();

        for (var i = 0; i < 3; i++) (await app.Http.SendAsync(Posted.Delivery("anything_new", payload, id))).StatusCode
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
    public async Task What_is_not_GitHubs_is_refused_and_not_kept(string what, string? value, int status)
    {
        await using var app = await RunningApp.StartAsync(Parts.WithoutWork);
        var payload = Encoding.UTF8.GetBytes(Posted.PullRequest(7));
        var request = Posted.Delivery("pull_request", payload);
        Change(request, payload, what, value);

        using var answer = await app.Http.SendAsync(request);

        ((int)answer.StatusCode).Should().Be(status);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject().Should()
            .ContainKeys("title", "detail", "status");
        (await app.Part<Inbox>().ClaimAsync(10, DateTimeOffset.UtcNow, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Both_secrets_count_while_one_replaces_the_other()
    {
        await using var app = await RunningApp.StartAsync(
            Parts.WithoutWork, (Variable.WebhookSecret, RunningApp.Secret), (Variable.NextWebhookSecret, "new-secret"));
        var payload = Encoding.UTF8.GetBytes(Posted.PullRequest(7));
        var request = Posted.Delivery("pull_request", payload);
        Change(request, payload, "secret", "new-secret");

        var old = await app.Http.SendAsync(Posted.Delivery("pull_request", payload));
        var @new = await app.Http.SendAsync(request);

        old.StatusCode.Should().Be(HttpStatusCode.Accepted);
        @new.StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData(0, false, 202)]
    [InlineData(0, true, 202)]
    [InlineData(1, false, 413)]
    [InlineData(1, true, 413)] // what it does not announce
    public async Task What_GitHub_would_not_send_for_its_size_is_refused(int more, bool chunked, int status)
    {
        var heard = new Heard();
        await using var app = await RunningApp.StartAsync(parts =>
        {
            Parts.WithoutWork(parts);
            parts.AddSingleton<ILoggerProvider>(heard);
        });
        var payload = new byte[WebhookEndpoint.MaxBytes + more];
        Array.Fill(payload, (byte)' ');
        var request = Posted.Delivery("push", payload);
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = !chunked;

        using var answer = await app.Http.SendAsync(request);

        ((int)answer.StatusCode).Should().Be(status);
        await app.StopAsync();
        heard.Errors.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Content-Length: 1000", "{")]
    [InlineData("Transfer-Encoding: chunked", "3e8\r\n{")]
    public async Task Who_goes_before_the_end_is_no_mistake_of_ours(string length, string body)
    {
        var heard = new Heard();
        await using var app = await RunningApp.StartAsync(parts =>
        {
            Parts.WithoutWork(parts);
            parts.AddSingleton<ILoggerProvider>(heard);
        });
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Http.BaseAddress!.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {WebhookEndpoint.Path} HTTP/1.1\r\nHost: app.test\r\nContent-Type: " +
                    $"application/json\r\n{length}\r\n\r\n{body}"));

        client.Client.Shutdown(SocketShutdown.Send);
        // Closed or reset, it is over.
        await stream.CopyToAsync(Stream.Null)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await app.StopAsync();

        heard.Errors.Should().BeEmpty();
    }

    [Theory]
    [InlineData(BoundedBody.Own / 2, 202)]
    [InlineData(2 * BoundedBody.Own, 503)]
    public async Task While_others_send_much_at_once_only_what_is_small_finds_room(int size, int status)
    {
        var heard = new Heard();
        await using var app = await RunningApp.StartAsync(parts =>
        {
            Parts.WithoutWork(parts);
            parts.AddSingleton<ILoggerProvider>(heard).AddSingleton(new BoundedBody(shared: 0));
        });

        using var answer = await app.Http.SendAsync(Posted.Delivery("push", new byte[size]));

        ((int)answer.StatusCode).Should().Be(status);
        await app.StopAsync();
        heard.Errors.Should().BeEmpty();
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
        if (what == "secret") request.Headers.Add(header, Posted.Signature(payload, value!));
        else if (value is not null) request.Headers.Add(header, value);
    }
}
