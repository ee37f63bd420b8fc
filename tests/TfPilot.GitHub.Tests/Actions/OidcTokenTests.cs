using System.Net;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Tests.Actions;

public sealed class OidcTokenTests : IDisposable
{
    private readonly FakeRunner runner = new();
    private readonly Recorder server = new();

    public void Dispose()
    {
        runner.Dispose();
        server.Dispose();
    }

    [Theory]
    [InlineData("https://runner.test/token?api-version=2.0",
        "https://runner.test/token?api-version=2.0&audience=https%3A%2F%2Ftfpilot.test%2F%26x")]
    [InlineData("https://runner.test/token", "https://runner.test/token?audience=https%3A%2F%2Ftfpilot.test%2F%26x")]
    public async Task A_job_requests_an_OIDC_token_for_one_audience_and_masks_it(string address, string asked)
    {
        runner.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = address;
        runner.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "runtime";

        var token = await RequestAsync();

        token.Match(found => found.Secret, problems => $"{problems[0]}").Should().Be("header.claims.signature");
        server.LastRequest.Should().Be($"Bearer runtime {asked}");
        runner.Log.Should().Be("::add-mask::header.claims.signature\n");
    }

    [Theory]
    [InlineData(null, "runtime")] // without id-token: write, and in forks
    [InlineData("https://runner.test/token", null)]
    [InlineData("http://runner.test/token", "runtime")] // in the open
    [InlineData("token", "runtime")]
    public async Task A_job_without_the_permission_gets_an_error_that_names_it(string? address, string? secret)
    {
        runner.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = address;
        runner.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = secret;

        var token = await RequestAsync();

        token.Match(_ => [], problems => problems).Should().ContainSingle().Which.Message.Should()
            .Contain("id-token: write");
        server.LastRequest.Should().BeNull();
    }

    private async Task<Validated<GitHubToken>> RequestAsync()
    {
        using var http = new HttpClient(server, disposeHandler: false);
        return await runner.Runtime.RequestOidcTokenAsync(
            "https://tfpilot.test/&x", http, GitHubTimeouts.Default, default);
    }

    private sealed class Recorder : HttpMessageHandler
    {
        public string? LastRequest { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            LastRequest = $"{request.Headers.Authorization} {request.RequestUri!.AbsoluteUri}";
            return Task.FromResult(
                new HttpResponseMessage(
                    HttpStatusCode.OK)
                {
                    Content = new StringContent(
                        """{"count":1,"value":"header.claims.signature"}""")
                });
        }
    }
}
