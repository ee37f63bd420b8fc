using System.CommandLine;
using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;

namespace TfPilot.Action.Commands;

/// <summary><c>tfpilot explain</c>: explains the decision about a pull request from facts in a file.</summary>
internal static class ExplainCommand
{
    public const string Name = "explain";

    public static Command Create(Terminal terminal)
    {
        var facts = new Option<string>(
            "--facts")
        {
            Description = "the facts of the pull request, JSON or YAML; see docs/reference/explain.md",
            HelpName = "FILE", Required = true
        };
        var config = new Option<string>("--config",
            "-c")
        {
            Description =
                $"the settings of the default branch (default: {SettingsFile.Name} beside the facts or above)",
            HelpName = "FILE"
        };
        var format = FormatOption<ExplainFormat>.Create("text or json");
        var command = new Command(
            Name, "Evaluate a pull request as the App does, and print every reason.") { facts, config, format };
        command.SetAction(parsed => ExplainFlow.Run(
            new ExplainRequest(parsed.GetRequiredValue(facts), OptionalText.NullIfBlank(parsed.GetValue(config)),
                FormatOption<ExplainFormat>.Read(parsed, format)), terminal));
        return command;
    }
}

internal enum ExplainFormat
{
    Text,
    Json,
}

/// <summary>The parsed command line of <c>tfpilot explain</c>.</summary>
/// <param name="Facts">A file.</param>
/// <param name="Config">The settings file; null searches the folder of the facts and its parents.</param>
internal sealed record ExplainRequest(string Facts, string? Config, ExplainFormat Format);
