using System.CommandLine;
using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;

namespace TfPilot.Action.Commands;

/// <summary><c>tfpilot explain</c>: the decision about a pull request, from facts in a file.</summary>
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
            new ExplainRequest(parsed.GetRequiredValue(facts), PlanOptions.Given(parsed.GetValue(config)),
                FormatOption<ExplainFormat>.Read(parsed, format)), terminal));
        return command;
    }
}

internal enum ExplainFormat
{
    Text,
    Json,
}

/// <summary>What <c>tfpilot explain</c> was asked for.</summary>
/// <param name="Facts">A file.</param>
/// <param name="Config">A file; null asks for the settings near the facts.</param>
internal sealed record ExplainRequest(string Facts, string? Config, ExplainFormat Format);
