using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>
/// The time from the start of the step to the published comment on 200 changes, compared with curl making the same
/// calls one after the other.
/// </summary>
internal static class Commenting
{
    private const int Changes = 200;

    public static void Run()
    {
        var folder = Peers.Folder();
        var workspace = Directory.CreateDirectory(Path.Combine(folder, "commenting")).FullName;
        var tfpilot = Published.Program(folder, "action/TfPilot.Action.csproj", "tfpilot");
        Shorten(BigPlan.Ensure(Path.Combine(folder, "plan")), Path.Combine(workspace, "plan.json"));
        using var simulator = Simulator.Start(folder);
        var environment = Environment(simulator, workspace);
        var calls = Record(simulator, tfpilot, workspace, environment);
        var step = Script(workspace, "step.sh",
            [.. environment.Select(variable => $"export '{variable}'"), Rename(workspace), Exec(tfpilot)]);
        var curls = Script(
            workspace, "curls.sh", [.. calls.Select((call, index) => Curl(simulator.Url, call, workspace, index))]);
        var results = Peers.RunAlternately(
            [new("`tfpilot`, a review with its comment", "sh", step), new("`curl`, the same calls", "sh", curls)]);
        Console.WriteLine("| call | path |\n|---|---|");
        foreach (var call in calls) Console.WriteLine($"| {call.Method} | `{Label(call)}` |");
        Console.WriteLine("\n| program | wall time, ms | peak memory, MB |\n|---|---:|---:|");
        foreach (var result in results)
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"| {result.Contestant.Name} | {result.Milliseconds:F0} | {result.Megabytes:F1} |"));
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
                $"| ratio, below 3 | {results[0].Milliseconds / results[1].Milliseconds:F2} | |"));
    }

    /// <summary>The second run updates the comment, like most runs of a pull request.</summary>
    private static IReadOnlyList<RecordedCall> Record(
        Simulator simulator, string tfpilot, string workspace, IReadOnlyList<string> environment)
    {
        var first = new CallRecorder(simulator.Url);
        var second = new CallRecorder(simulator.Url);
        foreach (var (recorder, name) in new[] { (first, "first"), (second, "second") })
        {
            using (recorder)
            {
                var variables = environment.Select(variable => variable.Replace(simulator.Url.AbsoluteUri.TrimEnd('/'),
                    recorder.Url.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal));
                Measured.Start("sh",
                    Script(workspace, "record.sh",
                        [.. variables.Select(variable => $"export '{variable}'"), $"cd '{workspace}'",
                            $"export INPUT_NAME={name}", Exec(tfpilot)]));
            }
        }

        return second.Calls;
    }

    private static IReadOnlyList<string> Environment(Simulator simulator, string workspace)
    {
        simulator.Act("push",
            new
            {
                repo = "acme/infra", branch = "main", by = "dee",
                files = new Dictionary<string, string> { [".tfpilot.yml"] = "version: 1\n" }
            });
        simulator.Act("openPullRequest",
            new
            {
                repo = "acme/infra", by = "ann", head = "f",
                files = new Dictionary<string, string> { ["a.tf"] = "x\n" }
            });
        var run = simulator.Act("startWorkflowRun",
            new
            {
                repo = "acme/infra", workflow = "plan.yml", pull = 1, by = "ann",
                permissions = new { contents = "read", pull_requests = "write" }
            });
        var started = Path.Combine(workspace, "event.json");
        var head = (string)run["run"]!["head_sha"]!;
        File.WriteAllText(started, new JsonObject
        {
            ["repository"] = new JsonObject { ["id"] = 4001 },
            ["pull_request"] = new JsonObject
            {
                ["number"] = 1,
                ["head"] = new JsonObject
                {
                    ["sha"] = head, ["ref"] = "f",
                    ["repo"] = new JsonObject { ["id"] = 4001 }
                }, ["base"] = new JsonObject { ["ref"] = "main" }
            },
        }.ToJsonString());
        return
        [
            .. run["env"]!.AsObject().Select(variable => $"{variable.Key}={variable.Value}"),
            $"GITHUB_EVENT_PATH={started}", $"GITHUB_OUTPUT={Path.Combine(workspace, "output")}",
            $"GITHUB_STEP_SUMMARY={Path.Combine(workspace, "summary")}",
            $"STEP_TOKEN={run["token"]}", "INPUT_PLAN=plan.json",
        ];
    }

    /// <summary>A shell cannot export a name with a dash, but <c>env</c> can.</summary>
    private static string Exec(string tfpilot) => $"exec env \"INPUT_GITHUB-TOKEN=$STEP_TOKEN\" '{tfpilot}' action";

    /// <summary>A different name each time, so that the comment changes.</summary>
    private static string Rename(string workspace) =>
        $"cd '{workspace}'; n=$(cat n 2>/dev/null || echo 0); n=$((n+1)); echo $n > n; export INPUT_NAME=round-$n; " +
        "rm -f summary output";

    private static string[] Script(string workspace, string name, IReadOnlyList<string> lines)
    {
        var path = Path.Combine(workspace, name);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return [path];
    }

    private static string Curl(Uri server, RecordedCall call, string workspace, int index)
    {
        var body = Path.Combine(workspace, $"body-{index}");
        File.WriteAllBytes(body, call.Body);
        var command = new StringBuilder(
            $"curl -sf -o /dev/null -X {call.Method} '{new Uri(server, call.PathAndQuery)}' --data-binary '@{body}'");
        foreach (var (name, value) in call.Headers) command.Append(
            CultureInfo.InvariantCulture, $" -H '{name}: {value}'");
        return command.ToString();
    }

    /// <summary>For GraphQL calls, the operation name is more useful than the path.</summary>
    private static string Label(RecordedCall call) => call.PathAndQuery == "/graphql"
        ? Encoding.UTF8.GetString(call.Body).Split('(')[0].Split(' ')[^1]
        : call.PathAndQuery;

    private static void Shorten(string bigPlan, string path)
    {
        if (File.Exists(path)) return;
        var plan = JsonNode.Parse(File.ReadAllBytes(bigPlan))!.AsObject();
        plan.Remove("planned_values");
        plan.Remove("configuration");
        plan["resource_changes"] = new JsonArray(
            [.. plan["resource_changes"]!.AsArray().Take(Changes).Select(change => change!.DeepClone())]);
        File.WriteAllText(path, plan.ToJsonString());
    }
}
