using System.CommandLine;
using TfPilot.Action.Basics;

namespace TfPilot.Action.Commands;

/// <summary>
/// <c>tfpilot encrypt</c>: what the Action does with <c>command: encrypt</c>, for use in a <c>run:</c> step. Exit
/// codes: 0 encrypted, 2 not encrypted.
/// </summary>
internal static class EncryptCommand
{
    public static Command Create(Terminal terminal)
    {
        var state = new Argument<string>("STATE")
        {
            Description = "the state that could not be saved, such as errored.tfstate",
        };
        Option<string>[] options =
        [
            new("--config") { Description = "the settings file on the default branch (default: .tfpilot.yml)",
                HelpName = "FILE" },
            new("--github-token") { Description = "the token that reads the settings", HelpName = "TOKEN" },
            new("--output", "-o") { Description = "write the encrypted state to this file", HelpName = "FILE" },
        ];
        var command = new Command("encrypt",
            "Encrypt a state that could not be saved, for the recipients in the settings: 0 encrypted, 2 not.")
        {
            state,
        };
        ActionCommand.RunWith(command, terminal, options,
            (parsed, name) => name == "state" ? OptionalText.NullIfBlank(parsed.GetValue(state)) : null);
        return command;
    }
}
