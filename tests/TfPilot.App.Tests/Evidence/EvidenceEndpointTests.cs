using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TfPilot.App.Evidence;
using TfPilot.App.Http;
using TfPilot.App.Pulls;
using TfPilot.App.Tests.Host;
using TfPilot.GitHub.Tests.Evidence;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Evidence;

/// <summary>The evidence endpoint as jobs use it over HTTP.</summary>
public sealed class EvidenceEndpointTests : IAsyncLifetime, IDisposable
{
    private readonly FakeIssuer issuer = new();
    private RunningApp app = null!;

    public async Task InitializeAsync()
    {
        app = await RunningApp.StartAsync(parts => parts.AddSingleton(issuer.Verifier()),
            ("TFPILOT_TRUSTED_WORKFLOWS", IntakeBench.Workflow), ("TFPILOT_OIDC_AUDIENCE", FakeIssuer.Audience));
        app.GitHub.Repository.AddPull(7);
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    public void Dispose() => issuer.Dispose();

    [Fact]
    public async Task Accepted_evidence_queues_the_pull_request_at_once()
    {
        var (answer, body) = await SendAsync(new ByteArrayContent(IntakeBench.Facts()));

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted, $"{body}");
        ((int)body["pull"]!, (bool)body["trusted"]!).Should().Be((7, true));
        (await app.Part<EvidenceStore>()
            .ListAsync(IntakeBench.Seven, (string)body["head"]!, app.GitHub.Repository.DefaultHead.Text, default)
            .ToListAsync()).Should().ContainSingle();
        (await app.Reconciler.NextAsync()).Key.Should().Be(IntakeBench.Seven);
    }

    [Fact]
    public async Task An_invalid_token_returns_401_with_a_challenge()
    {
        var (answer, body) = await SendAsync(new ByteArrayContent(IntakeBench.Facts()), token: "a.b.c");

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.Should().ContainSingle().Which.Scheme.Should().Be("Bearer");
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        ((string)body["title"]!).Should().Be("The job's token was rejected");
    }

    [Fact]
    public async Task An_unavailable_OIDC_issuer_returns_503_with_a_retry_delay()
    {
        issuer.IsDown = true;

        var (answer, _) = await SendAsync(new ByteArrayContent(IntakeBench.Facts()));

        (answer.StatusCode, answer.Headers.RetryAfter?.Delta).Should()
            .Be((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // in chunks, whose sum nobody announces
    public async Task A_body_above_the_size_limit_is_rejected(bool isAnnounced)
    {
        var bytes = new byte[FactsCompression.MaxBytes + 1];

        var (answer, body) = await SendAsync(isAnnounced ? new ByteArrayContent(bytes) : new InChunks(bytes));

        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        ((string)body["detail"]!).Should().Contain("33554432 bytes");
    }

    [Fact]
    public async Task A_body_at_the_size_limit_is_accepted()
    {
        var bytes = new byte[FactsCompression.MaxBytes];
        Array.Fill(bytes, (byte)' ');
        IntakeBench.Facts().CopyTo(bytes, 0);

        var (answer, body) = await SendAsync(new InChunks(bytes));

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted, $"{body}");
    }

    private async Task<(HttpResponseMessage Answer, JsonNode Body)> SendAsync(HttpContent content, string? token = null)
    {
        content.Headers.ContentType = new("application/json");
        var answer = await app.Http.SendAsync(
            new(HttpMethod.Post, EvidenceEndpoint.Path)
            {
                Content = content,
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token ?? issuer.Token()) }
            });
        return (answer, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private sealed class InChunks(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
