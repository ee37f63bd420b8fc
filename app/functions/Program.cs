using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TfPilot.App.Hosting;
using TfPilot.App.Jobs;
using TfPilot.Functions;

var server = new AppServer(TimeProvider.System);
return await AppHost.RunUnderFunctionsAsync(Environment.GetEnvironmentVariable, server, ServeAsync, Console.Error);

// The worker stops first, so that pending requests are answered while the App still runs.
async Task ServeAsync(WebApplication app)
{
    await app.StartAsync();
    using var worker = BuildWorker(app);
    await using var end = app.Lifetime.ApplicationStopping.Register(
        worker.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication);
    await worker.RunAsync();
    await app.StopAsync();
}

IHost BuildWorker(WebApplication app)
{
    var builder = FunctionsApplication.CreateBuilder([.. args, AppHost.WatchNoFiles]);
    builder.ConfigureFunctionsWebApplication();
    // At a lower level, ASP.NET logs full URLs, and a query string may contain a setup code.
    builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    builder.Services.AddSingleton(server);
    if (app.Services.GetService<TimerRun>() is { } due) builder.Services.AddSingleton(due);
    return builder.Build();
}
