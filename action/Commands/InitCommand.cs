using System.CommandLine;

namespace TfPilot.Action.Commands;

/// <summary><c>tfpilot init</c>: the first files of a repository.</summary>
internal static class InitCommand
{
    public const string Name = "init";

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string?>("FOLDER") { Description = "the root of the repository (default: this folder)", Arity = ArgumentArity.ZeroOrOne };
        var dryRun = new Option<bool>("--dry-run") { Description = "print the files as a diff and write nothing" };
        folder.Validators.Add(result => PlanOptions.RefuseOptions(result, Name));
        var command = new Command(Name, "Write the first settings and the workflow, as the repository's folders suggest. Overwrites nothing.") { folder, dryRun };
        command.SetAction(parsed => InitFlow.Run(PlanOptions.Given(parsed.GetValue(folder)) ?? ".", parsed.GetValue(dryRun), terminal));
        return command;
    }
}
