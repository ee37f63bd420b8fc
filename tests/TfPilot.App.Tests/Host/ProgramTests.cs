using TfPilot.App.Hosting;
using TfPilot.App.Operator;

namespace TfPilot.App.Tests.Host;

/// <summary>The server starts only with valid arguments; any other arguments print an error and exit.</summary>
public sealed class ProgramTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    [InlineData("--urls", "http://127.0.0.1:0", "--help")]
    public async Task Help_lists_commands_and_variables_and_starts_no_server(params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(arguments);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().ContainAll(OperatorCommands.All.Select(command => $"tfpilot-app {command.Words}"))
            .And.ContainAll(Variable.All.Select(variable => variable.Name)).And.ContainAll(
                "--help", "--version", "--urls");
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("version")]
    public async Task The_version_is_printed_and_no_server_starts(string argument)
    {
        var (exitCode, output, errors) = await RunAsync(argument);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().MatchRegex(@"\Atfpilot-app \d+\.\d+\.\d+\S*\n\z");
    }

    [Theory]
    [InlineData("unknown option --hlep; did you mean --help?", "--hlep")]
    [InlineData("unknown option --verison; did you mean --version?", "--verison")]
    [InlineData("unknown option --url; did you mean --urls?", "--url", "http://127.0.0.1:0")]
    [InlineData("unknown option -x", "-x")]
    [InlineData("unknown option --", "--")]
    [InlineData("unknown command parkd; did you mean parked?", "parkd")]
    [InlineData("unknown command audit verfy; did you mean audit verify?", "audit", "verfy")]
    [InlineData("unknown command parked now", "parked", "now")]
    [InlineData("unknown command serve", "serve")]
    [InlineData("the option --urls needs a value", "--urls")]
    public async Task A_typo_never_starts_a_server(string sentence, params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(arguments);

        (exitCode, output).Should().Be((2, ""));
        errors.Should()
            .StartWith($"tfpilot-app: {sentence}").And.EndWith(" See tfpilot-app --help.\n").And.NotContain("?.");
    }

    [Theory]
    [InlineData("parked")]
    [InlineData("audit", "verify")]
    public async Task Operator_commands_without_an_App_exit_instead_of_starting_the_setup(params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(arguments);

        (exitCode, output).Should().Be((2, ""));
        errors.Should().Contain("no App is configured");
    }

    [Theory]
    [InlineData()]
    [InlineData("--urls", "http://127.0.0.1:0")]
    [InlineData("--urls=http://127.0.0.1:0")]
    [InlineData("--Kestrel:Limits:MaxConcurrentConnections", "5", "--Logging:LogLevel:Default=Warning")]
    public void Server_options_start_a_server(params string[] arguments) =>
        ProgramRequest.Read(arguments).Should().Be(new ProgramRequest.Serve());

    /// <summary>Runs without environment variables, so that a server would start in setup mode.</summary>
    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var (output, errors) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var exitCode = await AppHost.RunAsync(arguments, _ => null, output, errors).WaitAsync(TimeSpan.FromSeconds(30));
        return (exitCode, output.ToString(), errors.ToString());
    }
}
