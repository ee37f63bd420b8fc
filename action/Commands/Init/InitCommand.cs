using System.CommandLine;
using TfPilot.Action.Basics;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Evidence;

namespace TfPilot.Action.Commands;

/// <summary><c>tfpilot init</c>: writes the first settings and workflow of a repository.</summary>
internal static class InitCommand
{
    public const string Name = "init";

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string?>(
            "FOLDER")
        {
            Description = "the root of the repository (default: this folder)",
            Arity = ArgumentArity.ZeroOrOne
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "print the files as a diff without writing them" };
        var yes = new Option<bool>("--yes", "-y") { Description = "ask nothing, and take the defaults" };
        var app = new Option<string?>(
            "--app")
        {
            Description = "the URL of tfpilot's App; the workflow then authenticates to it",
            HelpName = "URL"
        };
        var from = new Option<string?>("--from")
        {
            Description = "take projects, workspaces and variables from a file of Atlantis (atlantis.yaml) or Digger " +
                "(digger.yml)",
            HelpName = "FILE",
        };
        app.Validators.Add(result =>
        {
            if (OptionalText.NullIfBlank(result.GetValueOrDefault<string?>()) is { } url
                && AppClient.TryParse(url) is null)
                result.AddError(
                    $"--app {VisibleText.OfAddress(url)} is not a URL to send a token to: write https://….");
        });
        folder.Validators.Add(PlanOptions.RefuseOptions);
        var command = new Command(Name,
            "Generate the first settings and the workflow from the repository's folders. Overwrites nothing.") { folder,
            app, from, dryRun, yes };
        command.SetAction(parsed => InitFlow.Run(
            new(OptionalText.NullIfBlank(parsed.GetValue(folder)) ?? ".",
                OptionalText.NullIfBlank(parsed.GetValue(app)) is { } url ? AppClient.TryParse(url) : null,
                parsed.GetValue(dryRun), parsed.GetValue(yes))
            { From = OptionalText.NullIfBlank(parsed.GetValue(from)) }, terminal));
        return command;
    }
}
