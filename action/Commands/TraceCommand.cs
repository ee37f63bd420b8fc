using System.CommandLine;
using TfPilot.Action.Basics;

namespace TfPilot.Action.Commands;

/// <summary>
/// <c>tfpilot trace</c>: what a delivery or a run caused. Exit codes: 0 found, 1 no entries, 2 the App could not be
/// asked.
/// </summary>
internal static class TraceCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("ID")
        {
            Description = "the GUID of a webhook delivery, or a run and attempt such as run-512-1",
        };
        Option<string> url = new("--app-url") { Description = "the URL of tfpilot's App", HelpName = "URL" };
        Option<string> repository = new("--repository")
        {
            Description = "the repository of the entries (default: that of the workflow)", HelpName = "OWNER/NAME",
        };
        var command = new Command("trace",
            "Print the audit entries that a delivery or run caused: 0 found, 1 none, 2 unknown.")
        {
            id, url, repository,
        };
        command.SetAction((parsed, ct) => new TraceFlow(terminal).RunAsync(
            parsed.GetRequiredValue(id), OptionalText.NullIfBlank(parsed.GetValue(url)),
            OptionalText.NullIfBlank(parsed.GetValue(repository)), ct));
        return command;
    }
}
