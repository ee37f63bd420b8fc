using System.CommandLine;
using TfPilot.Action.Basics;

namespace TfPilot.Action.Commands;

/// <summary><c>tfpilot discover</c>: reads the command line into a <see cref="DiscoverRequest"/>.</summary>
internal static class DiscoverCommand
{
    public const string Name = "discover";

    public static Command Create(Terminal terminal)
    {
        var source = new Option<string>("--source")
        {
            Description = "the root of the repository (default: this folder)",
            HelpName = "DIR",
        };
        var changed = new Option<string>("--changed")
        {
            Description = "the changed files, in the format of `git diff --name-status -M` or as plain paths; - for " +
                "standard input (default: those of the workflow's pull request)",
            HelpName = "FILE",
        };
        var all = new Option<bool>("--all") { Description = "all projects, regardless of changes" };
        var config = new Option<string>("--config", "-c")
        {
            Description = "the settings file (default: .tfpilot.yml at the root; in a workflow's pull request, " +
                "the one of the default branch)",
            HelpName = "FILE",
        };
        var format = FormatOption<DiscoverFormat>.Create(
            "text, matrix (jobs for strategy.matrix), batches (jobs of several plans) or json");
        var command = new Command(Name, "Find the projects and environments that a change affects, and explain why.")
        {
            source, changed, all, config, format,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && OptionalText.HasText(result.GetValue(changed)))
                result.AddError("--all selects all projects: remove --changed.");
        });
        command.SetAction((parsed, ct) => DiscoverFlow.RunAsync(
            new DiscoverRequest(
                OptionalText.NullIfBlank(parsed.GetValue(source)) ?? ".",
                OptionalText.NullIfBlank(parsed.GetValue(changed)),
                parsed.GetValue(all),
                OptionalText.NullIfBlank(parsed.GetValue(config)),
                FormatOption<DiscoverFormat>.Read(parsed, format)),
            terminal,
            Clock.Today,
            ct));
        return command;
    }
}
