using TfPilot.Action;
using TfPilot.Action.Basics;
using TfPilot.Action.Commands;

return CommandLine.Run(args, Terminal.Of(Environment.GetEnvironmentVariable));
