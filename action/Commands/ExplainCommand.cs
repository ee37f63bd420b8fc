using System.CommandLine;
using TfPilot.Action.Inputs;

namespace TfPilot.Action.Commands;

/// <summary><c>tfpilot explain</c>: the decision about a pull request, from facts in a file.</summary>
internal static class ExplainCommand
{
    public const string Name = "explain";

    public static Command Create(Terminal terminal)
    {
        var facts = new Option<string>("--facts") { Description = "the facts of the pull request, JSON or YAML; docs/approvals.md says what they hold", HelpName = "FILE", Required = true };
        var config = new Option<string>("--config", "-c") { Description = $"the settings of the default branch (default: {SettingsFile.Name} beside the facts or above)", HelpName = "FILE" };
        var command = new Command(Name, "Decide about a pull request as the App does, and print every reason.") { facts, config };
        command.SetAction(parsed => ExplainFlow.Run(parsed.GetRequiredValue(facts), PlanOptions.Given(parsed.GetValue(config)), terminal));
        return command;
    }
}
