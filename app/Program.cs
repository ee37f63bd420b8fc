using TfPilot.App.Hosting;

return await AppHost.RunAsync(args, Environment.GetEnvironmentVariable, Console.Out, Console.Error);
