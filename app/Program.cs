using TfPilot.App;

return await AppHost.RunAsync(args, Environment.GetEnvironmentVariable, Console.Error);
