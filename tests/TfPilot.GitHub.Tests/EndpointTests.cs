using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Tests;

public class EndpointTests
{
    [Fact]
    public void The_default_endpoints_are_those_of_github_com()
    {
        var endpoints = GitHubEndpoints.Read(_ => null).Match(found => found, _ => null!);

        endpoints.Should()
            .Be(new GitHubEndpoints(
                new("https://api.github.com"), new("https://api.github.com/graphql"), new("https://github.com")));
    }

    [Theory]
    // Enterprise Server serves its API under a path
    [InlineData("https://ghe.acme.test/api/v3", "https://ghe.acme.test/api/v3/repos/a/b")]
    [InlineData("https://ghe.acme.test/api/v3/", "https://ghe.acme.test/api/v3/repos/a/b")]
    [InlineData("https://api.github.com", "https://api.github.com/repos/a/b")]
    [InlineData("http://127.0.0.1:8700", "http://127.0.0.1:8700/repos/a/b")]
    public void A_call_is_made_below_the_configured_URL(string api, string address)
    {
        var endpoints = GitHubEndpoints.Read(name => name == "GITHUB_API_URL" ? api : null)
            .Match(found => found, _ => null!);
        var client = new GitHubClient(null!, endpoints, default, GitHubTimeouts.Default);

        var request = client.Rest(HttpMethod.Get, "/repos/a/b", "look");

        request.Address.Should().Be(new Uri(address));
    }

    [Fact]
    public void An_endpoint_without_https_is_rejected()
    {
        var addresses = new Dictionary<string, string>
        {
            ["GITHUB_API_URL"] = "http://ghe.acme.test",
            ["GITHUB_GRAPHQL_URL"] = "ghe", ["GITHUB_SERVER_URL"] = "ftp://x"
        };

        var problems = GitHubEndpoints.Read(addresses.GetValueOrDefault).Match(_ => [], found => found);

        problems.Select(problem => problem.Path).Should().Equal(addresses.Keys);
        problems[0].Message.Should().Contain("'http://ghe.acme.test'").And.Contain("https://");
    }
}
