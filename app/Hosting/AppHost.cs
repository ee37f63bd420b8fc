using System.Data.Common;
using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using TfPilot.App.Decisions;
using TfPilot.App.Evidence;
using TfPilot.App.Gates;
using TfPilot.App.Http;
using TfPilot.App.Jobs;
using TfPilot.App.Operator;
using TfPilot.App.Records;
using TfPilot.App.Webhooks;
using TfPilot.Core.Basics;
using TfPilot.Storage;

namespace TfPilot.App.Hosting;

/// <summary>The program: reads the configuration, builds the host and runs it until it is stopped.</summary>
internal static class AppHost
{
    public const int InvalidConfiguration = 2;

    /// <summary>The path prefix of all addresses under Azure Functions.</summary>
    public const string FunctionsBase = "/tfpilot";

    private const int StartFailed = 1;

    /// <summary>
    /// Disables the reload of configuration files. Otherwise ASP.NET watches the folder, and the database in it changes
    /// constantly.
    /// </summary>
    public const string WatchNoFiles = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>
    /// An incomplete or aborted request is a client error, not a server failure; a database outage is logged
    /// separately.
    /// </summary>
    private static readonly ExceptionHandlerOptions ExceptionHandling = new()
    {
        StatusCodeSelector = failure => failure is BadHttpRequestException bad ? bad.StatusCode
            : DatabaseOutage.ReasonOf(failure) is not null ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status500InternalServerError,
        SuppressDiagnosticsCallback = failed =>
            failed.Exception is BadHttpRequestException
            || failed.HttpContext.RequestServices.GetService<DatabaseHealth>()?.Report(failed.Exception) == true,
    };

    /// <summary>
    /// The endpoints that need the database. They check it first, so that they do not block on it midway.
    /// </summary>
    private static readonly string[] NeedDatabase = [
        EvidenceEndpoint.Path, GateEndpoint.Path, RecordEndpoint.Path, RegistryEndpoint.Path,
        DecisionEndpoints.SimulationPath, "/api/pulls", "/api/trace",
    ];

    public static Task<int> RunAsync(
        string[] args, Func<string, string?> environment, TextWriter output, TextWriter errors) =>
        ProgramRequest.Read(args) switch
        {
            ProgramRequest.ShowHelp => PrintAsync(output, ProgramRequest.Usage(), exitCode: 0),
            ProgramRequest.ShowVersion => PrintAsync(output, $"tfpilot-app {Version}", exitCode: 0),
            ProgramRequest.Invalid(var sentence) =>
                PrintAsync(errors,
                    $"tfpilot-app: {sentence}{(sentence.EndsWith('?') ? "" : ".")} See tfpilot-app --help.",
                    InvalidConfiguration),
            ProgramRequest.Operate(var command) => StartAsync(args, environment, output, errors, command),
            ProgramRequest.Serve => StartAsync(args, environment, output, errors, command: null),
            _ => throw new UnreachableException(),
        };

    /// <summary>
    /// Runs the App on the server supplied by Azure Functions, until <paramref name="serveAsync"/> ends.
    /// </summary>
    public static Task<int> RunUnderFunctionsAsync(
        Func<string, string?> environment, IServer server, Func<WebApplication, Task> serveAsync, TextWriter errors) =>
        ConfigurationReader.Read(environment, isFunctions: true).Match(
            mode => RunAsync([], mode, TextWriter.Null, errors, command: null, serveAsync,
                services => services.AddSingleton(server)),
            problems => ReportConfigurationErrorsAsync(problems, errors));

    private static Task<int> StartAsync(
        string[] args, Func<string, string?> environment, TextWriter output, TextWriter errors,
        OperatorCommand? command) =>
        ConfigurationReader.Read(environment).Match(mode => command is not null && mode is AppMode.SetUp
            ? PrintAsync(errors,
                $"tfpilot-app {command.Words}: no App is configured. Set the same environment variables as the " +
                    "running program.", InvalidConfiguration)
            : RunAsync(args, mode, output, errors, command, app => app.RunAsync(), _ => { }),
            problems => ReportConfigurationErrorsAsync(problems, errors));

    private static string Version =>
        typeof(AppHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "0";

    private static async Task<int> PrintAsync(TextWriter writer, string text, int exitCode)
    {
        await writer.WriteLineAsync(text);
        return exitCode;
    }

    /// <summary>
    /// Builds the host. The services of <paramref name="overrides"/> are registered last, so they replace the default
    /// ones.
    /// </summary>
    public static WebApplication Build(string[] args, AppMode mode, Action<IServiceCollection>? overrides = null)
    {
        var builder = WebApplication.CreateSlimBuilder([WatchNoFiles, .. args]);
        builder.Logging.AddLines(mode.LogsJson);
        builder.AddConnectionLimits();
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = AddOutageDetails)
            .AddSingleton(TimeProvider.System);
        AddServices(builder.Services, mode);
        overrides?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseConnectionLimits(WebhookEndpoint.Path);
        app.UseExceptionHandler(ExceptionHandling).UseStatusCodePages();
        if (mode.IsFunctions) UseFunctions(app);
        if (app.Services.GetService<DatabaseHealth>() is { } database)
            app.UseWhen(NeedsDatabase, branch =>
                branch.Use((context, next) => ProbeDatabaseAsync(database, context, next)));
        MapRoutes(app, mode);
        return app;
    }

    private static bool NeedsDatabase(HttpContext context) =>
        NeedDatabase.Any(path => context.Request.Path.StartsWithSegments(path));

    private static async Task ProbeDatabaseAsync(DatabaseHealth database, HttpContext context, RequestDelegate next)
    {
        await database.ProbeAsync(context.RequestAborted);
        await next(context);
    }

    /// <summary>
    /// Describes a database outage in the response. Redelivery of webhooks is requested automatically; jobs and people
    /// retry.
    /// </summary>
    private static void AddOutageDetails(ProblemDetailsContext context)
    {
        if (context.Exception is not { } failure || DatabaseOutage.ReasonOf(failure) is not { } reason) return;
        context.ProblemDetails.Title = reason;
        context.ProblemDetails.Detail = "Nothing was stored. Try again in a minute.";
        context.HttpContext.Response.Headers.RetryAfter = "60";
    }

    private static void AddServices(IServiceCollection services, AppMode mode)
    {
        if (mode is AppMode.Working(var configuration)) services.AddApp(configuration);
        else if (mode is AppMode.SetUp setUp) services.AddSetup(setUp);
    }

    private static void UseFunctions(WebApplication app)
    {
        app.UsePathBase(FunctionsBase);
        app.UseRouting(); // Must follow UsePathBase, which would have no effect otherwise.
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
        GateEndpoint.Map(app);
        RecordEndpoint.Map(app);
        RegistryEndpoint.Map(app);
        TraceEndpoint.Map(app);
        DecisionEndpoints.Map(app);
    }

    /// <summary>Runs the program. The database is migrated in parallel with building the host.</summary>
    private static async Task<int> RunAsync(
        string[] args, AppMode mode, TextWriter output, TextWriter errors, OperatorCommand? command,
        Func<WebApplication, Task> serveAsync, Action<IServiceCollection> overrides)
    {
        try
        {
            await using var database = mode is AppMode.Working(var configuration)
                ? AppRegistration.Open(configuration) : null;
            var migration = Task.Run(() => database?.MigrateAsync(CancellationToken.None) ?? Task.CompletedTask);
            await using (var app = Build(args, mode, services => overrides(AddDatabase(services, database))))
            {
                await migration;
                if (command is not null && database is not null) return await command.RunAsync(database, output);
                await serveAsync(app);
            }

            return 0;
        }
        catch (Exception failure) when (failure is MigrationException or DbException or IOException)
        {
            await errors.WriteLineAsync($"tfpilot-app cannot start: {VisibleText.Of(failure.Message)}");
            return StartFailed;
        }
    }

    private static IServiceCollection AddDatabase(IServiceCollection services, Database? database) =>
        database is null ? services : services.AddSingleton(database);

    private static async Task<int> ReportConfigurationErrorsAsync(IReadOnlyList<Problem> problems, TextWriter errors)
    {
        await errors.WriteLineAsync("tfpilot-app cannot start. The configuration is invalid:");
        foreach (var problem in problems) await errors.WriteLineAsync($"  {problem.Path} {problem.Message}");
        return InvalidConfiguration;
    }
}
