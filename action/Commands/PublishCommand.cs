using System.CommandLine;
using TfPilot.Action.Basics;
using TfPilot.Action.Jobs;

namespace TfPilot.Action.Commands;

/// <summary>
/// <c>tfpilot publish</c>: what the Action does with <c>command: publish</c>, for use in a <c>run:</c> step.
/// </summary>
internal static class PublishCommand
{
    public static Command Create(Terminal terminal)
    {
        var reviews = new Argument<string[]>(
            "REVIEWS")
        {
            Description = "the facts written by the reviews: folders, files or globs (default: reviews)",
            Arity = ArgumentArity.ZeroOrMore
        };
        Option<string>[] options =
        [
            new("--projects") { Description = "the expected projects: discover's output `projects`",
                HelpName = "JSON" },
            new("--config",
                "-c") { Description =
                    "the settings file on the default branch, relative to the repository root (default: .tfpilot.yml)",
                    HelpName = "FILE" },
            new("--comment") { Description = "auto, always or never", HelpName = "WHEN" },
            new("--comment-key") { Description = "reviews with the same key share one comment", HelpName = "KEY" },
            new("--summary") { Description = "whether to write the job summary: true or false", HelpName = "BOOL" },
            new("--fail-on") { Description = "lowest verdict that fails: warn, needs_approval, blocked or never",
                HelpName = "VERDICT" },
            new("--app-url") { Description = "the URL of tfpilot's App, which receives the facts", HelpName = "URL" },
            new("--app-audience") { Description = "OIDC audience (default: the App's URL)", HelpName = "NAME" },
            new("--output", "-o") { Description = "the folder for the combined review (default: tfpilot-review)",
                HelpName = "DIR" },
        ];
        var command = new Command("publish",
            "Combine the reviews of a workflow run in one comment on its pull request. The token comes from " +
                "GITHUB_TOKEN.") { reviews };
        ActionCommand.RunWith(command, terminal, options, (parsed, name) => name switch
        {
            "reviews" => parsed.GetValue(reviews) is { Length: > 0 } given ? string.Join('\n', given) : null,
            "github-token" => OptionalText.NullIfBlank(terminal.Environment("GITHUB_TOKEN")),
            _ => null,
        });
        return command;
    }
}
