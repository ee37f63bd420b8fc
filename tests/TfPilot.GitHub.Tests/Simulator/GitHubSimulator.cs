using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace TfPilot.GitHub.Tests.Simulator;

/// <summary>
/// The independent GitHub simulator, stored next to the repository. It runs in a separate process that starts on first
/// use.
/// </summary>
public sealed class GitHubSimulator : IDisposable
{
    private static readonly string Source = Path.GetFullPath(Repository.PathOf("..", "shared", "github-sim"));
    private static readonly Lazy<string> Installed = new(Install);

    private readonly HttpClient http = new();
    private readonly Lazy<(Process Process, Uri Url)> server = new(Start);

    public static string? ReasonToSkip { get; } =
        !Directory.Exists(Source) ? "the simulator of GitHub is not beside the repository (../shared/github-sim)"
        : NodeTool.ReasonToSkip;

    public Uri Url => server.Value.Url;

    /// <summary>
    /// Resets the simulator to its example organization: acme with the repository infra. The response contains the
    /// private key of its App.
    /// </summary>
    public async Task<JsonNode> ResetAsync(Action<JsonNode>? otherwise = null)
    {
        await PostAsync("reset", new { });
        var seed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Installed.Value, "examples", "acme.json")))!;
        otherwise?.Invoke(seed);
        return await PostAsync("seed", seed);
    }

    /// <summary>
    /// Simulates an action of a user. Returns its result after all resulting deliveries were answered.
    /// </summary>
    public async Task<JsonNode> ActAsync(string act, object arguments) =>
        (await PostAsync($"act/{act}?wait=true", arguments))["result"]!;

    /// <summary>Like <see cref="ActAsync"/>, but does not wait for deliveries.</summary>
    public async Task<JsonNode> ActAtOnceAsync(string act, object arguments) =>
        (await PostAsync($"act/{act}", arguments))["result"]!;

    public async Task<JsonNode> PostAsync(string call, object arguments)
    {
        using var response = await http.PostAsJsonAsync(new Uri(Url, $"/_sim/{call}"), arguments);
        var answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(answer)!
            : throw new InvalidOperationException($"{call}: {answer}");
    }

    public async Task<JsonNode> GetAsync(string call) =>
        JsonNode.Parse(await http.GetStringAsync(new Uri(Url, $"/_sim/{call}")))!;

    public async Task DeleteAsync(string call)
    {
        using var response = await http.DeleteAsync(new Uri(Url, $"/_sim/{call}"));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Requests that the real GitHub would have rejected, and internal errors of the simulator.</summary>
    public async Task<IReadOnlyList<string>> ViolationsAsync() =>
        [.. (await GetAsync("violations")).AsObject().SelectMany(kind => kind.Value!.AsArray())
            .Select(violation => violation!.ToJsonString())
            // The simulator has no queues of GitHub; the App does without them.
            .Where(violation => !violation.Contains("/actions/concurrency_groups", StringComparison.Ordinal))];

    public void Dispose()
    {
        http.Dispose();
        if (!server.IsValueCreated) return;
        server.Value.Process.Kill(entireProcessTree: true);
        server.Value.Process.WaitForExit();
        server.Value.Process.Dispose();
    }

    private static (Process, Uri) Start()
    {
        var process = Process.Start(
            new ProcessStartInfo("node", ["bin/github-sim.js", "--port", "0"])
            {
                WorkingDirectory = Installed.Value,
                RedirectStandardOutput = true
            })!;
        var hello = process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("the simulator ended before it listened");
        return (process, new Uri((string)JsonNode.Parse(hello)!["url"]!));
    }

    /// <summary>Packages are installed once per version of the simulator's files.</summary>
    private static string Install()
    {
        var files = Directory.GetFiles(Source, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Source, file))
            .Where(file => !file.StartsWith("node_modules", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ToList();
        var version = Convert.ToHexStringLower(
            SHA256.HashData([.. files.SelectMany(file => File.ReadAllBytes(Path.Combine(Source, file)))]))[..12];
        var target = Repository.PathOf("artifacts", "github-sim", version);
        if (Directory.Exists(target)) return target;

        var draft = $"{target}-{Environment.ProcessId}";
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(draft, file))!);
            // A writable copy, because the source may be read-only.
            File.WriteAllBytes(Path.Combine(draft, file), File.ReadAllBytes(Path.Combine(Source, file)));
        }

        using var npm = Process.Start(
            new ProcessStartInfo("npm",
                ["ci", "--omit=dev", "--prefer-offline", "--no-progress", "--no-audit",
                    "--no-fund"])
            { WorkingDirectory = draft })!;
        npm.WaitForExit();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm ci ended with exit code {npm.ExitCode} in {draft}");
        if (!Directory.Exists(target)) Directory.Move(draft, target);
        return target;
    }
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class SimulatorFactAttribute : FactAttribute
{
    public SimulatorFactAttribute() => Skip = GitHubSimulator.ReasonToSkip!;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class SimulatorTheoryAttribute : TheoryAttribute
{
    public SimulatorTheoryAttribute() => Skip = GitHubSimulator.ReasonToSkip!;
}
