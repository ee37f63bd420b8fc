using System.CommandLine;
using TfPilot.Action.Basics;

namespace TfPilot.Action.Commands;

/// <summary>
/// <c>tfpilot record</c>: what the Action does with <c>command: record</c>, for use in a <c>run:</c> step. Exit codes:
/// 0 sent, 2 not sent.
/// </summary>
internal static class RecordCommand
{
    public static Command Create(Terminal terminal)
    {
        var plan = new Argument<string>("PLAN")
        {
            Description = "the output of `terraform show -json` of the applied plan (default: the plan in this folder)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var results = new Option<string[]>("--result")
        {
            Description = "the output of `terraform apply -json`; repeatable", HelpName = "FILE",
        };
        Option<string>[] options =
        [
            new("--state") { Description = "the output of `terraform show -json` after the apply", HelpName = "FILE" },
            new("--verification") { Description = "the file that `tfpilot verify` wrote", HelpName = "FILE" },
            new("--exit-code") { Description = "the exit code of the apply; empty if it is unknown",
                HelpName = "CODE" },
            new("--environment", "-e") { Description = "the environment of the apply, such as prod",
                HelpName = "ENVIRONMENT" },
            new("--name") { Description = "the project's name, as in its reviews", HelpName = "NAME" },
            new("--source") { Description = "the folder of the sources (default: the plan's folder)",
                HelpName = "DIR" },
            new("--app-url") { Description = "the URL of tfpilot's App", HelpName = "URL" },
            new("--app-audience") { Description = "OIDC audience (default: the App's URL)", HelpName = "NAME" },
            new("--output", "-o") { Description = "also write the record to this file", HelpName = "FILE" },
        ];
        var command = new Command("record",
            "Send the result of an apply to tfpilot's App, also after a failure: 0 sent, 2 not sent.")
        {
            plan, results,
        };
        ActionCommand.RunWith(command, terminal, options, (parsed, name) => name switch
        {
            "plan" => OptionalText.NullIfBlank(parsed.GetValue(plan)),
            "result" => OptionalText.NullIfBlank(string.Join('\n', parsed.GetValue(results) ?? [])),
            _ => null,
        });
        return command;
    }
}
