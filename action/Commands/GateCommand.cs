using System.CommandLine;
using TfPilot.Action.Basics;

namespace TfPilot.Action.Commands;

/// <summary>
/// <c>tfpilot gate</c>: what the Action does with <c>command: gate</c>, for use in a <c>run:</c> step. Exit codes: 0
/// go, 1 no, 2 unknown.
/// </summary>
internal static class GateCommand
{
    public static Command Create(Terminal terminal)
    {
        var plan = new Argument<string>("PLAN")
        {
            Description = "the output of `terraform show -json` of the plan to apply (default: the plan in this " +
                "folder)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string>[] options =
        [
            new("--environment", "-e") { Description = "the environment of the plan, such as prod",
                HelpName = "ENVIRONMENT" },
            new("--name") { Description = "the project's name, as in its reviews", HelpName = "NAME" },
            new("--source") { Description = "the folder of the sources (default: the plan's folder)",
                HelpName = "DIR" },
            new("--app-url") { Description = "the URL of tfpilot's App", HelpName = "URL" },
            new("--app-audience") { Description = "OIDC audience (default: the App's URL)", HelpName = "NAME" },
            new("--wait") { Description = "how long to wait while the answer is no, such as 30m",
                HelpName = "DURATION" },
        ];
        var command = new Command("gate",
            "Ask tfpilot's App, or without it the rules of the branch, whether the plan of this job may be applied: " +
                "0 yes, 1 no, 2 unknown.") { plan };
        ActionCommand.RunWith(command, terminal, options,
            (parsed, name) => name == "plan" ? OptionalText.NullIfBlank(parsed.GetValue(plan)) : null);
        return command;
    }
}
