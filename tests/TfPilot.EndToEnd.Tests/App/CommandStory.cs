using System.Diagnostics;
using System.Text.Json.Nodes;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.App;

/// <summary>Sends commands to the App and reads its responses.</summary>
internal sealed class CommandStory(GitHubSimulator github, AppStory story)
{
    public const string Settings = """
        version: 1
        environments:
          prod: { paths: ["envs/prod/**"], approvals: { teams: [platform], count: 2 } }
          dev: { paths: ["envs/dev/**"], approvals: none }
        override: { teams: [devs], expires: 4h }
        policy:
          approvers: [devs]
          rules:
            - id: accounts
              deny: { types: [google_service_account] }
              level: approve
        """;

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public static async Task<CommandStory> BeginAsync(GitHubSimulator github, AppStory story)
    {
        await github.ActAsync("push",
            new
            {
                repo = "acme/infra", branch = "main", by = "dee",
                files = new Dictionary<string, string> { [".tfpilot.yml"] = Settings }
            });
        return new(github, story);
    }

    /// <summary>Waits for the reaction to the comment. Returns it with the new replies.</summary>
    public async Task<(string Reaction, IReadOnlyList<string> Replies)> AskAsync(int pull, string by, string body)
    {
        var before = (await RepliesAsync(pull)).Count;
        var id = (long)(await github.ActAsync("comment", new { repo = "acme/infra", pull, by, body }))["id"]!;
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Timeout)
        {
            var state = await story.StateAsync();
            var reaction = state["reactions"]!.AsArray().FirstOrDefault(found => (long)found!["subject_id"]! == id);
            if (reaction is not null)
                return ((string)reaction["content"]!, [.. (await RepliesAsync(pull)).Skip(before)]);
            await Task.Delay(50);
        }

        throw new InvalidOperationException($"nobody answered '{body}' of {by} in #{pull}");
    }

    /// <summary>The replies to commands, without the comment about applies.</summary>
    public async Task<IReadOnlyList<string>> RepliesAsync(int pull) =>
        [.. (await CommentsAsync(pull)).Where(
            body => !body.StartsWith("<!-- tfpilot-applies", StringComparison.Ordinal))];

    /// <summary>All comments of the App.</summary>
    public async Task<IReadOnlyList<string>> CommentsAsync(int pull) =>
        [.. (await story.StateAsync())["comments"]!.AsArray()
            .Where(comment => (int)comment!["number"]! == pull && (string?)comment["app"] == "tfpilot")
            .Select(comment => (string)comment!["body"]!)];

    public Task<JsonNode> CheckAsync(int pull, string conclusion, string part, string name = AppStory.Required) =>
        story.CheckAsync(pull,
            check => (string?)check["conclusion"] == conclusion
                && $"{check["output"]}".Contains(part, StringComparison.Ordinal), name);
}
