using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.App.Configuration;
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

        for (var i = 0; i < 3; i++) (await app.Http.SendAsync(Posted.Delivery("anything_new", payload, id))).StatusCode.Should().Be(HttpStatusCode.Accepted);

        var kept = await app.Part<Inbox>().ClaimAsync(10, DateTimeOffset.UtcNow, default);
        kept.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Id = id, Event = "anything_new", Payload = payload });
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
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject().Should().ContainKeys("title", "detail", "status");
        (await app.Part<Inbox>().ClaimAsync(10, DateTimeOffset.UtcNow, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Both_secrets_count_while_one_replaces_the_other()
    {
        await using var app = await RunningApp.StartAsync(Parts.WithoutWork, (Variable.WebhookSecret, $"new-secret, {RunningApp.Secret}"));
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
        await using var app = await RunningApp.StartAsync(Parts.WithoutWork);
        var payload = new byte[WebhookEndpoint.MostBytes + more];
        Array.Fill(payload, (byte)' ');
        var request = Posted.Delivery("push", payload);
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = !chunked;

        using var answer = await app.Http.SendAsync(request);

        ((int)answer.StatusCode).Should().Be(status);
    }

    private static void Change(HttpRequestMessage request, byte[] payload, string what, string? value)
    {
        var header = what switch { "delivery" => "X-GitHub-Delivery", "event" => "X-GitHub-Event", _ => "X-Hub-Signature-256" };
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
