using TfPilot.Action.Tests.Jobs;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.Action.Tests;

public sealed class TraceTests : IDisposable
{
    private readonly FakeGitHub github = new();
    private readonly FakeAppServer app;

    public TraceTests() => app = new(github);

    public void Dispose()
    {
        app.Dispose();
        github.Dispose();
    }

    [Theory]
    [InlineData("""{"number":1,"what":"go"},{"number":2,"what":"a\u001bb"}""", 0,
        "{\"number\":1,\"what\":\"go\"}\n{\"number\":2,\"what\":\"a\\u001Bb\"}\n")]
    [InlineData("", 1, "")]
    public void Each_audit_entry_is_a_line(string entries, int exitCode, string output)
    {
        var run = Run(200, $$"""{"schema":"tfpilot.trace/1","id":"run-5-1","entries":[{{entries}}],"more":false}""");

        (run.ExitCode, run.Out).Should().Be((exitCode, output), run.ToString());
        app.Received.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Address = $"{FakeAppServer.Url}/api/trace/run-5-1?repository=acme%2Finfra",
            Authorization = "Bearer token",
        }, options => options.ExcludingMissingMembers());
    }

    [Theory]
    [InlineData(404, """{"title":"There is no such repository","detail":"The token cannot read it."}""",
        "The token cannot read it.")]
    [InlineData(200, "[]", "The App's answer is no tfpilot.trace/1.")]
    [InlineData(200, """{"schema":7,"entries":[]}""", "The App's answer is no tfpilot.trace/1.")]
    public void An_answer_without_entries_is_an_error(int status, string body, string error)
    {
        var run = Run(status, body);

        run.ExitCode.Should().Be(2, run.ToString());
        run.Error.Should().Contain(error);
    }

    [Theory]
    [InlineData("--app-url", "Name the App with an https URL.", "--repository", "acme/infra")]
    [InlineData("--repository", "Name the repository", "--app-url", FakeAppServer.Url)]
    public void A_missing_option_is_named(string option, string error, params string[] arguments)
    {
        var run = new Cli { Variables = { ["GITHUB_TOKEN"] = "token" } }.RunWith(["trace", "run-5-1", .. arguments]);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(option).And.Contain(error);
    }

    private CliRun Run(int status, string body)
    {
        app.Answers.Enqueue(() => FakeGitHub.Response(status, body));
        var cli = new Cli
        {
            Variables = { ["GITHUB_TOKEN"] = "token" },
            Network = () => new(app, disposeHandler: false),
        };
        return cli.RunWith("trace", "run-5-1", "--app-url", FakeAppServer.Url, "--repository", "acme/infra");
    }
}
