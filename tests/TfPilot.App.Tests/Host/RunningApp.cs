using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TfPilot.App.Hosting;
using TfPilot.App.Pulls;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.GitHub.Tests.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Host;

/// <summary>The App on a local port, with a temporary database and the fake GitHub; removed afterward.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    public const string Secret = "a-secret-to-everybody";

    private readonly TemporaryFolder folder = new();
    private readonly WebApplication app;

    private RunningApp(
        Func<AppMode, AppMode> change, Action<IServiceCollection>? instead, (string Name, string? Value)[] environment)
    {
        var variables = new Dictionary<string, string?>
        {
            [Variable.AppId] = "501",
            [Variable.PrivateKey] = TestApp.Key.ExportRSAPrivateKeyPem(),
            [Variable.WebhookSecret] = Secret,
            [Variable.Database] = $"Data Source={Path.Combine(folder.Root, "tfpilot.db")}",
            ["GITHUB_API_URL"] = GitHub.Endpoints.Api.AbsoluteUri,
            ["GITHUB_GRAPHQL_URL"] = GitHub.Endpoints.GraphQl.AbsoluteUri,
            ["GITHUB_SERVER_URL"] = GitHub.Endpoints.Server.AbsoluteUri,
        };
        foreach (var (name, value) in environment) variables[name] = value;
        var mode = ConfigurationReader.Read(variables.GetValueOrDefault)
            .Match(found => found, problems => throw new InvalidOperationException($"{problems[0]}"));
        app = AppHost.Build(["--urls", "http://127.0.0.1:0"], change(mode), parts =>
        {
            parts.AddSingleton(new HttpClient(GitHub, disposeHandler: false))
                .AddSingleton<Reconcile>(Reconciler.RunAsync);
            instead?.Invoke(parts);
        });
    }

    public FakeGitHub GitHub { get; } = new()
    {
        TokenExpiry = DateTimeOffset.UtcNow.AddHours(1),
        Now = DateTimeOffset.UtcNow
    };

    public StandInReconciler Reconciler { get; } = new();

    public HttpClient Http { get; } = new();

    public static Task<RunningApp> StartAsync(
        Action<IServiceCollection>? instead = null, params (string Name, string? Value)[] environment) =>
        StartAsync(new RunningApp(mode => mode, instead, environment));

    /// <summary>
    /// Configured as under Functions, but with a port and with a database file, which Functions would reject.
    /// </summary>
    public static Task<RunningApp> StartUnderFunctionsAsync(Action<IServiceCollection>? instead = null) =>
        StartAsync(
            new RunningApp(
                mode => new AppMode.Working(((AppMode.Working)mode).Configuration with { IsFunctions = true }), instead,
                []));

    public static Task<RunningApp> StartSetupAsync(params (string Name, string? Value)[] environment) =>
        StartAsync(
            new RunningApp(
                mode => mode, null, [.. Variable.AppCredentials.Select(name => (name, (string?)null)),
                    .. environment]));

    private static async Task<RunningApp> StartAsync(RunningApp running)
    {
        if (running.app.Services.GetService<Database>() is { IsFile: true } database)
            await database.MigrateAsync(default);
        await running.app.StartAsync();
        running.Http.BaseAddress = new Uri(running.app.Urls.Single());
        return running;
    }

    public IReadOnlyList<RouteEndpoint> Routes =>
        [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    public T Part<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        GitHub.Dispose();
        folder.Dispose();
    }
}
