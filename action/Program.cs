using TfPilot.Action;
using TfPilot.Action.Basics;
using TfPilot.Action.Commands;

// Print the version before anything else is initialized.
if (args is ["--version" or "version"])
{
    VersionCommand.Write(Console.Out);
    return 0;
}

return CommandLine.Run(args, Terminal.Of(Environment.GetEnvironmentVariable));
