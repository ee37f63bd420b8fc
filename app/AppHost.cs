using System.Data.Common;
using System.Diagnostics;
using System.Reflection;
using TfPilot.App.Api;
using TfPilot.App.Configuration;
using TfPilot.App.Decisions;
using TfPilot.App.Evidence;
using TfPilot.App.Functions;
using TfPilot.App.Health;
using TfPilot.App.Setup;
using TfPilot.App.Webhooks;
using TfPilot.App.Work;
using TfPilot.Core.Basics;
using TfPilot.Storage;

namespace TfPilot.App;

/// <summary>The program: read what it is told, build what that needs, run until asked to end.</summary>
internal static class AppHost
{
    public const int WrongConfiguration = 2;

    /// <summary>What everything lies under that Azure Functions lets through from outside.</summary>
    private const string FunctionsBase = "/tfpilot";

    private const int CouldNotStart = 1;

    /// <summary>Otherwise the folder is watched, and the database in it changes all the time.</summary>
    private const string WatchNoFiles = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>GitHub needs a few dozen.</summary>
    private const int MostConnections = 1024;

    /// <summary>Who sends half a request, or goes before its end, is told so and is no failure of ours.</summary>
    private static readonly ExceptionHandlerOptions Failures = new()
    {
        StatusCodeSelector = failure => failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        SuppressDiagnosticsCallback = failed => failed.Exception is BadHttpRequestException,
    };

    public static Task<int> RunAsync(string[] args, Func<string, string?> environment, TextWriter output, TextWriter errors) =>
        ProgramRequest.Read(args) switch
        {
            ProgramRequest.ShowHelp => SayAsync(output, ProgramRequest.Usage(), exitCode: 0),
            ProgramRequest.ShowVersion => SayAsync(output, $"tfpilot-app {Version}", exitCode: 0),
            ProgramRequest.Misspelled(var sentence) => SayAsync(errors, $"tfpilot-app: {sentence}{(sentence.EndsWith('?') ? "" : ".")} See tfpilot-app --help.", WrongConfiguration),
            ProgramRequest.Operate(var command) => StartAsync(args, environment, output, errors, command),
            ProgramRequest.Serve => StartAsync(args, environment, output, errors, command: null),
            _ => throw new UnreachableException(),
        };

    private static Task<int> StartAsync(
        string[] args, Func<string, string?> environment, TextWriter output, TextWriter errors, OperatorCommand? command) =>
        ConfigurationReader.Read(environment).Match(
            mode => command is not null && mode is AppMode.SetUp
                ? SayAsync(errors, $"tfpilot-app {command.Words}: no App is configured. Give it the environment of the program that runs.", WrongConfiguration)
                : RunAsync(Build([.. args, .. Address(environment)], mode), output, errors, command),
            problems => RefuseAsync(problems, errors));

    private static string Version =>
        typeof(AppHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    private static async Task<int> SayAsync(TextWriter writer, string text, int exitCode)
    {
        await writer.WriteLineAsync(text);
        return exitCode;
    }

    /// <summary>What tests put in the place of the world comes last and wins.</summary>
    public static WebApplication Build(string[] args, AppMode mode, Action<IServiceCollection>? instead = null)
    {
        var builder = WebApplication.CreateSlimBuilder([WatchNoFiles, .. args]);
        builder.Logging.AddLines(mode.LogsJson);
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxConcurrentConnections = MostConnections);
        builder.Services.AddProblemDetails().AddSingleton(TimeProvider.System);
        AddParts(builder.Services, mode);
        instead?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseExceptionHandler(Failures).UseStatusCodePages();
        if (mode.IsFunctions) UseFunctions(app);
        MapRoutes(app, mode);
        return app;
    }

    private static void AddParts(IServiceCollection parts, AppMode mode)
    {
        if (mode is AppMode.Working(var configuration)) parts.AddApp(configuration);
        else if (mode is AppMode.SetUp setUp) parts.AddSetup(setUp);
    }

    private static void UseFunctions(WebApplication app)
    {
        if (app.Services.GetService<TimerInvocation>() is { } timer) app.MapWhen(TimerInvocation.Concerns, timer.Use);
        app.UsePathBase(FunctionsBase);
        app.UseRouting(); // After the path base, which would have no effect otherwise.
    }

    private static void MapRoutes(WebApplication app, AppMode mode)
    {
        HealthEndpoints.Map(app);
        ApiDescription.Map(app);
        if (mode is AppMode.SetUp)
        {
            SetupEndpoints.Map(app);
            return;
        }

        WebhookEndpoint.Map(app);
        EvidenceEndpoint.Map(app);
        DecisionEndpoints.Map(app);
    }

    private static string[] Address(Func<string, string?> environment) =>
        environment(Variable.FunctionsPort) is { Length: > 0 } port ? ["--urls", $"http://127.0.0.1:{port}"] : [];

    private static async Task<int> RunAsync(WebApplication app, TextWriter output, TextWriter errors, OperatorCommand? command)
    {
        try
        {
            await using (app)
            {
                var database = app.Services.GetService<Database>();
                if (database is not null) await database.MigrateAsync(CancellationToken.None);
                if (command is not null && database is not null) return await command.RunAsync(database, output);
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
