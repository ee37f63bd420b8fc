using System.CommandLine;
using TfPilot.Action.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.Action.Commands;

/// <summary><c>tfpilot doctor</c>: reads the command line into a <see cref="DoctorRequest"/>.</summary>
internal static class DoctorCommand
{
    public const string Name = "doctor";

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string?>(
            "FOLDER")
        {
            Description = "the root of the repository (default: this folder)",
            Arity = ArgumentArity.ZeroOrOne
        };
        var repository = new Option<string>(
            "--repo")
        {
            Description =
                "the repository on GitHub, read with the token in GITHUB_TOKEN (default: the workflow's repository)",
            HelpName = "OWNER/NAME"
        };
        var all = new Option<bool>("--all")
        {
            Description = "also check workflows that run neither Terraform nor tfpilot",
        };
        var format = FormatOption<DoctorFormat>.Create("text or json");
        folder.Validators.Add(PlanOptions.RefuseOptions);
        repository.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var word }] && OptionalText.HasText(word)
                && RepositoryName.TryParse(word) is null)
                result.AddError($"--repo {word} is not a repository: write OWNER/NAME.");
        });
        var command = new Command(Name,
            "Check the workflows, the settings and the GitHub environments, and explain how to fix problems.") { folder,
            repository, all, format };
        command.SetAction((parsed, ct) => DoctorFlow.RunAsync(
            new DoctorRequest(
                OptionalText.NullIfBlank(parsed.GetValue(folder)) ?? ".",
                RepositoryName.TryParse(OptionalText.NullIfBlank(parsed.GetValue(repository))),
                FormatOption<DoctorFormat>.Read(parsed, format))
            { All = parsed.GetValue(all) },
            terminal,
            Clock.Today,
            ct));
        return command;
    }
}

internal enum DoctorFormat
{
    Text,
    Json,
}

/// <summary>The parsed command line of <c>tfpilot doctor</c>.</summary>
/// <param name="Folder">The repository's root.</param>
/// <param name="Repository">The GitHub repository; null uses GITHUB_REPOSITORY if it is set, otherwise GitHub is not
/// read.</param>
internal sealed record DoctorRequest(string Folder, RepositoryName? Repository, DoctorFormat Format)
{
    /// <summary>Whether workflows without Terraform are checked too.</summary>
    public bool All { get; init; }
}
