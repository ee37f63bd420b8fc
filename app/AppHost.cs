using System.Data.Common;
using TfPilot.App.Configuration;
using TfPilot.App.Evidence;
using TfPilot.App.Health;
using TfPilot.App.Webhooks;
using TfPilot.Core.Basics;
using TfPilot.Storage;

namespace TfPilot.App;

/// <summary>The program: read what it is told, build what that needs, run until asked to end.</summary>
internal static class AppHost
{
    public const int WrongConfiguration = 2;

    private const int CouldNotStart = 1;

    public static Task<int> RunAsync(string[] args, Func<string, string?> environment, TextWriter errors) =>
        ConfigurationReader.Read(environment).Match(mode => RunAsync(Build(args, mode), errors), problems => RefuseAsync(problems, errors));

    /// <summary>What tests put in the place of the world comes last and wins.</summary>
    public static WebApplication Build(string[] args, AppMode mode, Action<WebApplicationBuilder>? instead = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddProblemDetails().AddSingleton(TimeProvider.System);
        if (mode is AppMode.Working(var configuration)) builder.Services.AddApp(configuration);
        instead?.Invoke(builder);

        var app = builder.Build();
        app.UseExceptionHandler().UseStatusCodePages();
        HealthEndpoints.Map(app);
        if (mode is AppMode.Working)
        {
            WebhookEndpoint.Map(app);
            EvidenceEndpoint.Map(app);
        }

        return app;
    }

    private static async Task<int> RunAsync(WebApplication app, TextWriter errors)
    {
        try
        {
            await using (app)
            {
                if (app.Services.GetService<Database>() is { } database) await database.MigrateAsync(CancellationToken.None);
                await app.RunAsync();
            }

            return 0;
        }
        catch (Exception failure) when (failure is MigrationException or DbException or IOException)
        {
            await errors.WriteLineAsync($"tfpilot-app cannot start: {VisibleText.Of(failure.Message)}");
            return CouldNotStart;
        }
    }

    private static async Task<int> RefuseAsync(IReadOnlyList<Problem> problems, TextWriter errors)
    {
        await errors.WriteLineAsync("tfpilot-app cannot start. What the environment says is not right:");
        foreach (var problem in problems) await errors.WriteLineAsync($"  {problem.Path} {problem.Message}");
        return WrongConfiguration;
    }
}
