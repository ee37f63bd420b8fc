using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>The GitHub simulator next to the repository, with one open pull request and a running workflow.</summary>
internal sealed class Simulator : IDisposable
{
    private readonly Process process;
    private readonly HttpClient http;

    private Simulator(Process process, Uri url) =>
        (this.process, Url, http) = (process, url, new HttpClient { BaseAddress = url });

    public Uri Url { get; }

    public static Simulator Start(string folder)
    {
        var home = Path.Combine(folder, "github-sim");
        if (!Directory.Exists(Path.Combine(home, "node_modules")))
        {
            Measured.Start("sh",
                ["-c", $"rm -rf '{home}' && cp -R '{Repository.PathOf("..", "shared", "github-sim")}' '{home}' && " +
                    $"chmod -R u+w '{home}' && cd '{home}' && npm ci --omit=dev --no-audit --no-fund"]);
        }

        var process = Process.Start(
            new ProcessStartInfo("node",
                ["bin/github-sim.js", "--port", "0", "--seed", "examples/acme.json"])
            {
                WorkingDirectory = home,
                RedirectStandardOutput = true
            })!;
        return new(process, new Uri((string)JsonNode.Parse(process.StandardOutput.ReadLine()!)!["url"]!));
    }

    public JsonNode Act(string act, object arguments)
    {
        using var response = http.PostAsJsonAsync(
            new Uri($"_sim/act/{act}?wait=true", UriKind.Relative), arguments).Result;
        return JsonNode.Parse(response.EnsureSuccessStatusCode().Content.ReadAsStringAsync().Result)!["result"]!;
    }

    /// <summary>
    /// Resets the simulator to its example organization with some changes; the response contains the private key of its
    /// App.
    /// </summary>
    public JsonNode Seed(Action<JsonNode> change)
    {
        var seed = JsonNode.Parse(
            File.ReadAllText(Repository.PathOf("..", "shared", "github-sim", "examples", "acme.json")))!;
        change(seed);
        http.PostAsJsonAsync(new Uri("_sim/reset", UriKind.Relative), new { }).Result.EnsureSuccessStatusCode()
            .Dispose();
        using var response = http.PostAsJsonAsync(new Uri("_sim/seed", UriKind.Relative), seed).Result;
        return JsonNode.Parse(response.EnsureSuccessStatusCode().Content.ReadAsStringAsync().Result)!;
    }

    /// <summary>The requests to GitHub without the first <paramref name="since"/>.</summary>
    public IReadOnlyList<JsonNode> Requests(int since) =>
        [.. JsonNode.Parse(
            http.GetStringAsync(new Uri($"_sim/requests?since={since}", UriKind.Relative)).Result)!["log"]!.AsArray()
                .Select(request => request!)];

    public void Dispose()
    {
        http.Dispose();
        process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
