using System.Diagnostics;
using TfPilot.EndToEnd.Tests.App;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.Applies;

/// <summary>The branch that shows what is deployed.</summary>
public sealed class DataBranchStories(GitHubSimulator github) : IClassFixture<GitHubSimulator>
{
    [ApplyTheory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_data_branch_shows_each_apply_without_the_App(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        // The simulator takes a first commit without the workflow files of main for a change of them.
        await story.PushAsync("tfpilot/data", "theirs", "other.txt");
        await story.GateNewChangeAsync(TerraformProject.Configuration(("web", "one")));
        story.ApplyAndRecord().ExitCode.Should().Be(0);
        await ReadAsync("DEPLOYED.md", "| `envs/dev` | applied | ");
        await story.GateNewChangeAsync(TerraformProject.Configuration(("db", "one")));
        story.ApplyAndRecord().ExitCode.Should().Be(0);

        var registry = await ReadAsync("registry/dev/envs/dev.json", "\"address\": \"terraform_data.db\"");

        story.Project.WriteFile("registry.json", registry);
        var found = Published.RunIn(
            story.Project.Root, [], new Dictionary<string, string>(), "registry", "find", "terraform_data.web",
            "--file", "registry.json");
        found.Out.Should().MatchRegex(@"created by: run \d+ of #\d+").And.MatchRegex(@"destroyed by: run \d+ of #\d+");
    }

    /// <summary>Waits until the file contains the text.</summary>
    private async Task<string> ReadAsync(string path, string text)
    {
        var token = (string)(await github.PostAsync("tokens", new { user = "bob" }))["token"]!;
        using var http = new HttpClient();
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < CommandStory.Timeout)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(
                $"{github.Url.AbsoluteUri.TrimEnd('/')}/repos/acme/infra/contents/{path}?ref=tfpilot/data"))
            {
                Headers =
                {
                    { "Authorization", $"Bearer {token}" }, { "Accept", "application/vnd.github.raw+json" },
                    { "User-Agent", "a person" },
                },
            };
            using var response = await http.SendAsync(request);
            if (response.IsSuccessStatusCode && await response.Content.ReadAsStringAsync() is var found
                && found.Contains(text, StringComparison.Ordinal)) return found;
            await Task.Delay(50);
        }

        throw new InvalidOperationException($"{path} does not contain {text}");
    }
}
