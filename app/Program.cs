using TfPilot.App;

return await AppHost.RunAsync(args, Environment.GetEnvironmentVariable, Console.Out, Console.Error);
