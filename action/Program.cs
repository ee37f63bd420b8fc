using TfPilot.Action;
using TfPilot.Action.Commands;

return CommandLine.Run(args, Terminal.Of(Environment.GetEnvironmentVariable));
