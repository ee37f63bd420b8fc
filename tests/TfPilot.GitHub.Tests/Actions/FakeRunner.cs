using TfPilot.GitHub.Actions;

namespace TfPilot.GitHub.Tests.Actions;

/// <summary>A fake runner as a step sees it: variables, files and a log.</summary>
internal sealed class FakeRunner : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter log = new() { NewLine = "\n" };

    public FakeRunner()
    {
        Variables = new()
        {
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_REPOSITORY"] = "acme/infra",
            ["GITHUB_RUN_ID"] = "15390",
            ["GITHUB_RUN_ATTEMPT"] = "2",
            ["GITHUB_OUTPUT"] = Path.Combine(folder.Root, "output"),
            ["GITHUB_STEP_SUMMARY"] = Path.Combine(folder.Root, "summary"),
        };
        Runtime = new(name => Variables.GetValueOrDefault(name), log);
    }

    public Dictionary<string, string?> Variables { get; }

    public ActionsRuntime Runtime { get; }

    public string Log => log.ToString();

    public string Output => File.ReadAllText(Variables["GITHUB_OUTPUT"]!);

    public string Summary => File.ReadAllText(Variables["GITHUB_STEP_SUMMARY"]!);

    public FakeRunner Started(string name, string payload)
    {
        Variables["GITHUB_EVENT_NAME"] = name;
        Variables["GITHUB_EVENT_PATH"] = folder.Write("event.json", payload);
        return this;
    }

    /// <summary>Parses the output file as the runner does.</summary>
    public IReadOnlyDictionary<string, string> Outputs()
    {
        var outputs = new Dictionary<string, string>();
        var lines = new Queue<string>(Output.Split('\n'));
        while (lines.TryDequeue(out var line))
        {
            if (line.Split("<<", 2) is not [var name, var delimiter]) continue;
            var value = new List<string>();
            while (lines.Dequeue() is var next && next != delimiter) value.Add(next);
            outputs[name] = string.Join('\n', value);
        }

        return outputs;
    }

    public void Dispose()
    {
        log.Dispose();
        folder.Dispose();
    }
}
