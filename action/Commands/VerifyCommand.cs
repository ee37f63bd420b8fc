using System.CommandLine;
using TfPilot.Action.Basics;

namespace TfPilot.Action.Commands;

/// <summary>
/// <c>tfpilot verify</c>: what the Action does with <c>command: verify</c>, for use in a <c>run:</c> step. Exit codes:
/// 0 no check failed, 1 a check failed, 2 invalid inputs.
/// </summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var plan = new Argument<string>("PLAN")
        {
            Description = "the output of `terraform show -json` of the applied plan (default: the plan in this folder)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string>[] options =
        [
            new("--after") { Description = "the output of `terraform show -json` of a plan made after the apply",
                HelpName = "FILE" },
            new("--exit-code") { Description = "the exit code of that plan with -detailed-exitcode",
                HelpName = "CODE" },
            new("--environment", "-e") { Description = "the environment of the apply, such as prod",
                HelpName = "ENVIRONMENT" },
            new("--name") { Description = "the project's name, as in its reviews", HelpName = "NAME" },
            new("--source") { Description = "the folder of the sources (default: the plan's folder)",
                HelpName = "DIR" },
            new("--config") { Description = "the settings file on the default branch (default: .tfpilot.yml)",
                HelpName = "FILE" },
            new("--github-token") { Description = "the token that reads the settings", HelpName = "TOKEN" },
            new("--output", "-o") { Description = "write the result to this file, for `tfpilot record`",
                HelpName = "FILE" },
        ];
        var command = new Command("verify",
            "Check what an apply made: 0 no check failed, 1 a check failed, 2 invalid inputs.") { plan };
        ActionCommand.RunWith(command, terminal, options,
            (parsed, name) => name == "plan" ? OptionalText.NullIfBlank(parsed.GetValue(plan)) : null);
        return command;
    }
}
