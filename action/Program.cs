using TfPilot.Action;
using TfPilot.Action.Commands;

return await CommandLine.RunAsync(args, Terminal.Of(Environment.GetEnvironmentVariable));
