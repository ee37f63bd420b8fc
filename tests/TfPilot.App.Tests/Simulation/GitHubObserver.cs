using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Simulation;

/// <summary>Watches the requests that GitHub performed: which facts a fiber has read, and what it wrote.</summary>
internal sealed partial class GitHubObserver(World world)
{
    /// <summary>How often the process is killed when GitHub has started a run, before it knows.</summary>
    private const double KillRate = 0.3;

    public async Task ObserveAsync(
        Fiber? fiber, HttpRequestMessage request, string? body, HttpResponseMessage response)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (fiber is not null && path == "/api/graphql") await ObserveQueryAsync(fiber, JsonNode.Parse(body!)!);
        if (request.Method == HttpMethod.Get || !response.IsSuccessStatusCode) return;
        if (CheckRun().Match(path) is { Success: true } check) ObserveCheck(fiber, check, JsonNode.Parse(body!)!);
        if (Attempt().Match(path) is { Success: true } attempt)
            world.Deliveries.Repeat(long.Parse(attempt.Groups["id"].Value, CultureInfo.InvariantCulture));
        if (path.EndsWith("/dispatches", StringComparison.Ordinal))
        {
            world.Dispatches.Add((string)JsonNode.Parse(body!)!["inputs"]!["environment"]!);
            world.IsKilled = world.Chance(KillRate);
        }

        if (path.EndsWith("/cancel", StringComparison.Ordinal)) RunOf(path)?.IsCompleted = true;
        if (path.EndsWith("/deployment_protection_rule", StringComparison.Ordinal))
            ObserveProtection(fiber, RunOf(path)!, JsonNode.Parse(body!)!);
    }

    /// <summary>A decision is at most as old as the snapshot that it starts with.</summary>
    private async Task ObserveQueryAsync(Fiber fiber, JsonNode question)
    {
        if (!((string)question["query"]!).Contains("query PullSnapshot", StringComparison.Ordinal)) return;
        await world.CaptureAsync();
        fiber.FirstState = world.States.Count - 1;
    }

    private void ObserveCheck(Fiber? fiber, Match route, JsonNode body)
    {
        var checks = world.GitHub.Repository.Checks;
        var written = route.Groups["id"] is { Success: true, Value: var id }
            ? checks.First(check => check.Id == long.Parse(id, CultureInfo.InvariantCulture)) : checks[^1];
        var (head, name) = (written.Text("head_sha"), written.Text("name"));
        var (conclusion, from) = (written.Text("conclusion"), fiber?.FirstState ?? 0);
        world.Trace.Add($"      {name} of {head[..7]}: {conclusion}, {body["output"]?["title"]}");
        world.Checks[(head, name)] = (from, conclusion == "success", world.Network.Faults);
        if (conclusion == "success") RequireTruth(written, head, name, from);
    }

    private void RequireTruth(FakeCheck written, string head, string name, int from)
    {
        var number = int.Parse(written.Text("external_id").Split(':')[1], CultureInfo.InvariantCulture);
        var sha = CommitSha.Parse(head);
        // The check of a merge group asks what its pull request asks.
        if (world.GitHub.Groups.TryGetValue(sha, out var queued)) sha = queued.Fake.Head;
        var known = world.Since(from).FirstOrDefault(
            state => state.Pulls.TryGetValue(number, out var truth) && truth.Head == sha)?.Pulls[number];
        var environments = name.StartsWith("tfpilot / ", StringComparison.Ordinal) ? [name["tfpilot / ".Length..]]
            : known?.Projects.Select(project => project.Environment).Distinct() ?? ["dev"];
        foreach (var environment in environments)
        {
            var missing = ApprovalTruth.Missing(
                number, sha, environment, world.Since(from), world.Evidence,
                world.GitHub);
            if (missing.Count > 0)
                world.Violations.Add(
                    $"'{name}' of #{number} passed without: {string.Join(", ", missing)} ({environment})");
        }
    }

    /// <summary>A job may start when one of the environment's projects may be applied.</summary>
    private void ObserveProtection(Fiber? fiber, FakeRun run, JsonNode body)
    {
        var (environment, state) = ((string)body["environment_name"]!, (string?)body["state"]);
        if (state is null) return;
        run.Pending.Remove(environment);
        world.Trace.Add($"      run {run.Id} for {environment}: {state}");
        var missing = SimulatedProject.All.Where(project => project.Environment == environment)
            .Select(project => GateTruth.Missing(
                world, new(run, project, run.Head), plan: null, TokenKind.Right, fiber?.FirstState ?? 0))
            .MinBy(all => all.Count)!;
        if (state == "approved" && missing.Count > 0)
            world.Violations.Add(
                $"run {run.Id} may start in {environment} without {string.Join(", ", missing)}");
    }

    private FakeRun? RunOf(string path)
    {
        var id = long.Parse(path.Split('/')[^2], CultureInfo.InvariantCulture);
        return world.GitHub.Repository.Runs.Find(run => run.Id == id);
    }

    [GeneratedRegex("/check-runs(/(?<id>[0-9]+))?$")]
    private static partial Regex CheckRun();

    [GeneratedRegex("/app/hook/deliveries/(?<id>[0-9]+)/attempts$")]
    private static partial Regex Attempt();
}
