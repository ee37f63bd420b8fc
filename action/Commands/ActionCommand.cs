using System.CommandLine;
using TfPilot.Action.Basics;
using TfPilot.Action.Jobs;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;

namespace TfPilot.Action.Commands;

/// <summary><c>tfpilot action</c>: the program as a step of a workflow, with the inputs of <c>action.yml</c>.</summary>
internal static class ActionCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            "action", "Run as a step of a GitHub workflow; the inputs come from the runner.")
        { Hidden = true };
        command.SetAction(
            (_, ct) => RunAsync(terminal, new ActionsRuntime(terminal.Environment, terminal.Out).Input, ct));
        return command;
    }

    /// <summary>
    /// Runs a command of the Action in a <c>run:</c> step: its name is the input <c>command</c>, and each option the
    /// input of the same name.
    /// </summary>
    /// <param name="input">Returns the value of another input; null means the default.</param>
    public static void RunWith(
        Command command, Terminal terminal, IReadOnlyList<Option<string>> options,
        Func<ParseResult, string, string?> input)
    {
        foreach (var option in options) command.Add(option);
        command.SetAction((parsed, ct) => RunAsync(terminal, name =>
            name == "command" ? command.Name
            : options.FirstOrDefault(option => option.Name == $"--{name}") is { } option
                ? OptionalText.NullIfBlank(parsed.GetValue(option))
            : input(parsed, name), ct));
    }

    /// <param name="input">Returns the value of an input of <c>action.yml</c>; null means the default.</param>
    public static async Task<int> RunAsync(Terminal terminal, Func<string, string?> input, CancellationToken ct)
    {
        var actions = new ActionsRuntime(terminal.Environment, terminal.Out);
        switch (new JobInputs(input).Read())
        {
            case Validated<JobRequest>.Valid(var request):
                using (var http = terminal.CreateHttpClient())
                {
                    if (request.Command == JobCommand.Gate)
                        return await new GateFlow(request, actions, terminal, http,
                            token => Connect(token, http, terminal.Environment), TimeProvider.System)
                            .RunAsync(Clock.Today, ct);
                    if (request.Command == JobCommand.Encrypt)
                        return await new EncryptFlow(request, actions, terminal,
                            token => Connect(token, http, terminal.Environment), TimeProvider.System)
                            .RunAsync(Clock.Today, ct);
                    if (request.Command == JobCommand.Verify)
                        return await new VerifyFlow(request, actions, terminal,
                            token => Connect(token, http, terminal.Environment), TimeProvider.System)
                            .RunAsync(Clock.Today, ct);
                    if (request.Command == JobCommand.Record)
                        return await new RecordFlow(request, actions, terminal, http).RunAsync(Clock.Today, ct);
                    return await new JobFlow(request, actions, terminal, http,
                        token => Connect(token, http, terminal.Environment), Clock.Today).RunAsync(ct);
                }

            case Validated<JobRequest>.Invalid(var problems):
                foreach (var problem in problems)
                    actions.Annotate(new(AnnotationLevel.Error, problem.Message, "tfpilot"));
                actions.SetOutput(JobOutputs.ReasonCode, ReasonCode.BadInput.Word());
                break;
        }

        return ExitCodes.BadUsage;
    }

    private static Validated<GitHubClient> Connect(
        GitHubToken token, HttpClient http, Func<string, string?> environment) =>
        GitHubEndpoints.Read(environment)
        .Then<GitHubClient>(endpoints => new GitHubClient(http, endpoints, token, GitHubTimeouts.Default));
}
