using System.CommandLine;
using TfPilot.Action.Basics;

namespace TfPilot.Action.Commands;

/// <summary>
/// <c>tfpilot registry find</c>: which project has a resource, and which run made it. Exit codes: 0 found, 1 not found,
/// 2 the registry could not be read.
/// </summary>
internal static class RegistryCommand
{
    public static Command Create(Terminal terminal) =>
        new("registry", "Find the resources that applies made.") { CreateFind(terminal) };

    private static Command CreateFind(Terminal terminal)
    {
        var text = new Argument<string>("TEXT")
        {
            Description = "an address, id, ARN, name, tag, IP address or host name, as a whole",
        };
        Option<string> file = new("--file")
        {
            Description = "a registry file of the branch tfpilot/data",
            HelpName = "FILE"
        };
        Option<string> url = new("--app-url") { Description = "the URL of tfpilot's App", HelpName = "URL" };
        Option<string> repository = new("--repository")
        {
            Description = "the repository of the projects (default: that of the workflow)", HelpName = "OWNER/NAME",
        };
        Option<string> environment = new("--environment", "-e")
        {
            Description = "only resources of this environment",
            HelpName = "ENVIRONMENT"
        };
        Option<string> type = new("--type") { Description = "only resources of this type", HelpName = "TYPE" };
        var command = new Command("find",
            "Find resources in a file, or ask the App with GITHUB_TOKEN: 0 found, 1 not found, 2 unknown.")
        {
            text, file, url, repository, environment, type,
        };
        command.SetAction((parsed, ct) =>
        {
            string? Value(Option<string> option) => OptionalText.NullIfBlank(parsed.GetValue(option));
            return new RegistryFlow(terminal).RunAsync(
                new(parsed.GetRequiredValue(text), Value(file), Value(url), Value(repository), Value(environment),
                    Value(type)),
                ct);
        });
        return command;
    }
}
