using System.Text.RegularExpressions;

namespace TfPilot.OctokitCalls.Tests;

/// <summary>Which client each GitHub call must use.</summary>
public sealed partial class OctokitRuleTests
{
    /// <summary>
    /// The Octokit clients for ordinary calls; our client handles tokens, checks, comments, reviews and GraphQL.
    /// </summary>
    private static readonly string[] Everyday =
    [
        "Issue", "Issue.Labels", "Issue.Milestone", "Issue.Assignee", "Git.Blob", "Git.Tree", "Git.Commit",
        "Git.Reference", "Repository",
        "Repository.Content", "Repository.Commit", "Repository.Branch", "Repository.Deployment",
        "Repository.Deployment.Status", "PullRequest",
        "Actions.Workflows",
    ];

    [Fact]
    public void Only_the_App_references_Octokit()
    {
        var projects = RepositoryFiles.Of("", ".csproj").ToList();

        Naming(projects, "Include=\"Octokit\"").Should().Equal("src/TfPilot.OctokitCalls/TfPilot.OctokitCalls.csproj");
        Naming(projects, "/TfPilot.OctokitCalls.csproj").Should().OnlyContain(
            path => path == "app/TfPilot.App.csproj" || path.StartsWith("tests/", StringComparison.Ordinal));
    }

    [Fact]
    public void Octokit_makes_only_allowed_calls()
    {
        var sources = RepositoryFiles.Of("src/TfPilot.OctokitCalls/", ".cs").Select(RepositoryFiles.Read);

        var used = sources.SelectMany(Clients).Distinct().ToList();

        used.Should().Contain("PullRequest").And.BeSubsetOf(Everyday);
    }

    [Theory]
    [InlineData("octokit.PullRequest.Review.Create(", "PullRequest.Review")]
    [InlineData("octokit.Issue.Comment.Create(", "Issue.Comment")]
    [InlineData("octokit.Check.Run.Create(", "Check.Run")]
    [InlineData("octokit.GitHubApps.CreateInstallationToken(", "GitHubApps")]
    [InlineData("octokit.Connection.Post(", "Connection")]
    public void An_Octokit_call_that_is_not_allowed_is_found(string source, string client)
    {
        Clients(source).Should().Equal(client);
        Everyday.Should().NotContain(client);
    }

    private static IEnumerable<string> Naming(IEnumerable<string> projects, string text) =>
        projects.Where(path => RepositoryFiles.Read(path).Contains(text, StringComparison.Ordinal));

    private static IEnumerable<string> Clients(string source) =>
        Client().Matches(source).Select(client => client.Groups["name"].Value);

    [GeneratedRegex(@"\boctokit\.(?<name>\w+(\.\w+)*)\.\w+\(")]
    private static partial Regex Client();
}
