using System.Net;
using System.Text;

namespace TfPilot.EndToEnd.Tests.Containers;

/// <summary>
/// A container Action step as GitHub's runner starts it: its mounts, its variables, and a GitHub with an empty default
/// branch.
/// </summary>
internal sealed class RunnerStep : IDisposable
{
    private const string Sha = "1111111111111111111111111111111111111111";
    private const string EmptyBranch = $$$"""
        {"data": {"repository": {
          "defaultBranchRef": {"name": "main", "target": {"oid": "{{{Sha}}}"}}, "root": {"__typename": "Tree"},
          "settings": null, "waivers": null, "templates": null, "newSettings": null, "newWaivers": null
        } } }
        """;
    private readonly TemporaryFolder folder = new();
    private HttpListener? github;

    public RunnerStep()
    {
        foreach (var name in new[] { "workspace", "home", "file_commands", "workflow" })
            Directory.CreateDirectory(Path.Combine(folder.Root, name));
        foreach (var name in new[] { "output", "summary" }) folder.Write($"file_commands/{name}", "");
        folder.Write(
            "workflow/event.json", """{"repository":{"id":1,"full_name":"acme/infra","default_branch":"main"}}""");
    }

    public string Outputs => File.ReadAllText(Path.Combine(folder.Root, "file_commands", "output"));

    public string Summary => File.ReadAllText(Path.Combine(folder.Root, "file_commands", "summary"));

    public string Write(string path, string text) => folder.Write($"workspace/{path}", text);

    public bool Left(string path) => File.Exists(Path.Combine(folder.Root, "workspace", path));

    /// <param name="inputs">The inputs as in the workflow; the runner converts their names to upper case and keeps the
    /// dashes.</param>
    public PublishedRun Run(ActionImage image, params (string Name, string Value)[] inputs)
    {
        var address = Listen();
        (string, string)[] variables =
        [
            ("GITHUB_ACTIONS", "true"), ("GITHUB_REPOSITORY", "acme/infra"), ("GITHUB_RUN_ID", "7"),
            ("GITHUB_RUN_ATTEMPT", "1"), ("GITHUB_SHA", Sha),
            ("GITHUB_EVENT_NAME", "schedule"), ("GITHUB_EVENT_PATH", "/github/workflow/event.json"),
            ("GITHUB_WORKSPACE", "/github/workspace"), ("HOME", "/github/home"),
            ("GITHUB_OUTPUT", "/github/file_commands/output"), ("GITHUB_STEP_SUMMARY", "/github/file_commands/summary"),
            ("GITHUB_API_URL", address), ("GITHUB_GRAPHQL_URL", $"{address}/graphql"), ("GITHUB_SERVER_URL", address),
            ("INPUT_GITHUB-TOKEN", "ghs_token"),
            .. inputs.Select(input => ($"INPUT_{input.Name.ToUpperInvariant()}", input.Value)),
        ];
        string[] mounts = [.. new[] { "workspace", "home", "file_commands", "workflow" }.SelectMany(
            name => new[] { "--volume", $"{folder.Root}/{name}:/github/{name}" })];
        return image.Run(
            [.. mounts, "--workdir", "/github/workspace",
                .. variables.SelectMany(variable => new[] { "--env", $"{variable.Item1}={variable.Item2}" })],
                "action");
    }

    public void Dispose()
    {
        github?.Close();
        folder.Dispose();
    }

    private string Listen()
    {
        (github, var address) = FreePort.Listen();
        _ = AnswerAsync(github);
        return address.TrimEnd('/');
    }

    private static async Task AnswerAsync(HttpListener github)
    {
        while (github.IsListening)
        {
            var call = await github.GetContextAsync();
            call.Response.ContentType = "application/json";
            call.Response.Close(Encoding.UTF8.GetBytes(EmptyBranch), willBlock: false);
        }
    }
}
