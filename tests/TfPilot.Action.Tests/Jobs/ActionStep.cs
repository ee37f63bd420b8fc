using System.Text;
using TfPilot.Action.Basics;
using TfPilot.Action.Commands;
using TfPilot.GitHub.Tests.Actions;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.Action.Tests.Jobs;

/// <summary>A workflow step for pull request 7. Its temporary workspace is the current folder.</summary>
internal sealed class ActionStep : IDisposable
{
    private readonly string before = Directory.GetCurrentDirectory();
    private readonly TemporaryFolder workspace = new();
    private readonly FakeRunner runner = new();

    public ActionStep()
    {
        Directory.SetCurrentDirectory(workspace.Root);
        App = new(GitHub);
        Pull = GitHub.Repository.AddPull(7);
        Variables["GITHUB_API_URL"] = "https://github.test/api";
        Variables["GITHUB_GRAPHQL_URL"] = "https://github.test/api/graphql";
        Variables["GITHUB_SERVER_URL"] = "https://github.test";
        Variables["GITHUB_SHA"] = FakeRepository.Sha("test merge").Text;
        Variables["INPUT_GITHUB-TOKEN"] = FakeGitHub.Token;
        OnPullRequest();
    }

    public FakeGitHub GitHub { get; } = new();

    public FakeAppServer App { get; }

    public FakePull Pull { get; }

    public Dictionary<string, string?> Variables => runner.Variables;

    public string Summary => runner.Summary;

    public IReadOnlyDictionary<string, string> Outputs => runner.Outputs();

    public IEnumerable<FakeComment> Comments => GitHub.Repository.Comments;

    public IEnumerable<string> Calls => GitHub.Exchanges.Select(exchange => exchange.Method);

    public string Write(string path, string text) => workspace.Write(path, text);

    /// <summary>The files that the step wrote to the workspace.</summary>
    public IEnumerable<string> Files() => Directory.EnumerateFiles(Path.Combine(workspace.Root, "tfpilot-review"));

    public string Read(string path) => File.ReadAllText(Path.Combine(workspace.Root, path));

    public ActionStep Runs(long run, int attempt = 1)
    {
        Variables["GITHUB_RUN_ID"] = $"{run}";
        Variables["GITHUB_RUN_ATTEMPT"] = $"{attempt}";
        return this;
    }

    /// <summary>Sets the event. Its head commit may differ from the current head of the branch.</summary>
    public ActionStep OnPullRequest(string name = "pull_request", string? head = null)
    {
        runner.Started(name, $$$"""
            {"action":"synchronize","repository":{"id":1,"full_name":"acme/infra","default_branch":"main"},"pull_request":{"number":7,
              "head":{"sha":"{{{head ?? Pull.Head.Text}}}","ref":"change","repo":{"id":{{{(Pull.IsFromFork ? 2 : 1)}}},"full_name":"acme/infra"}},
              "base":{"sha":"{{{Pull.Base ?? FakeRepository.Sha("main")}}}","ref":"main"}
            }}
            """);
        return this;
    }

    public ActionStep OnEvent(string name, string payload)
    {
        runner.Started(name, payload);
        return this;
    }

    /// <summary>Runs the Action with these inputs in addition to the token.</summary>
    public StepRun Run(params (string Name, string Value)[] inputs)
    {
        foreach (var stale in Variables.Keys
            .Where(name => name.StartsWith("INPUT_", StringComparison.Ordinal) && name != "INPUT_GITHUB-TOKEN")
            .ToList()) Variables.Remove(stale);
        foreach (var (name, value) in inputs) Variables[$"INPUT_{name.ToUpperInvariant()}"] = value;
        return Execute("action");
    }

    /// <summary>Runs the program like a <c>run:</c> step of the workflow.</summary>
    public StepRun Execute(params string[] arguments)
    {
        File.Delete(Variables["GITHUB_OUTPUT"]!);
        File.Delete(Variables["GITHUB_STEP_SUMMARY"]!);
        using var log = new MemoryStream();
        using var written = new StreamWriter(
            log, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        { AutoFlush = true };
        using var errors = new StringWriter();
        var terminal = new Terminal(
            Stream.Null, IsPiped: false, written, errors, log, Color: false, Terminal.DefaultWidth)
        {
            Environment = Variables.GetValueOrDefault,
            CreateHttpClient = () => new HttpClient(App, disposeHandler: false),
        };
        var exitCode = CommandLine.Run(arguments, terminal);
        return new(exitCode, Encoding.UTF8.GetString(log.ToArray()), errors.ToString());
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        workspace.Dispose();
        runner.Dispose();
        App.Dispose();
    }
}

internal sealed record StepRun(int ExitCode, string Log, string Errors)
{
    public override string ToString() => $"exit {ExitCode}\n{Log}\n{Errors}";
}
