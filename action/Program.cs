using TfPilot.Action;
using TfPilot.Action.Basics;
using TfPilot.Action.Commands;

// The version is answered before anything else is built.
if (args is ["--version" or "version"])
{
    VersionCommand.Write(Console.Out);
    return 0;
}

return CommandLine.Run(args, Terminal.Of(Environment.GetEnvironmentVariable));
