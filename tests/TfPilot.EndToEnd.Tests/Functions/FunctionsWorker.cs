using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TfPilot.GitHub.Tests.Simulator;
using TfPilot.Storage.Tests;

namespace TfPilot.EndToEnd.Tests.Functions;

/// <summary>One worker for all tests that do not need GitHub; it starts with the first of them.</summary>
public sealed class FunctionsWorker : IAsyncLifetime
{
    internal const string Secret = "simulated";

    private readonly WebApplication github = RefusingGitHub();
    private readonly Lazy<Task<FunctionsHost>> host;

    public FunctionsWorker() => host = new(() => FunctionsHost.StartAsync(Variables()));

    internal HttpClient Http { get; } = new();

    internal Task<FunctionsHost> HostAsync() => host.Value;

    internal Dictionary<string, string> Variables()
    {
        using var key = RSA.Create(2048);
        return new()
        {
            ["TFPILOT_APP_ID"] = "501",
            ["TFPILOT_PRIVATE_KEY"] = key.ExportRSAPrivateKeyPem(),
            ["TFPILOT_WEBHOOK_SECRET"] = Secret,
            ["TFPILOT_DATABASE"] = PostgresServer.NewDatabase(),
            ["GITHUB_API_URL"] = github.Urls.Single(),
            ["GITHUB_GRAPHQL_URL"] = github.Urls.Single(),
            ["GITHUB_SERVER_URL"] = github.Urls.Single(),
        };
    }

    public Task InitializeAsync() => github.StartAsync();

    public async Task DisposeAsync()
    {
        Http.Dispose();
        if (host.IsValueCreated) await (await host.Value).DisposeAsync();
        await github.DisposeAsync();
    }

    /// <summary>A GitHub that rejects all calls of the App at once.</summary>
    private static WebApplication RefusingGitHub()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });
        return app;
    }
}

/// <summary>On Functions, the App requires PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionsFactAttribute : FactAttribute
{
    public FunctionsFactAttribute() => Skip = PostgresServer.ReasonToSkip!;

    /// <summary>Whether the test also needs the GitHub simulator and the published program.</summary>
    public bool NeedsSimulator
    {
        get => false;
        init => Skip ??= value ? GitHubSimulator.ReasonToSkip ?? Published.ReasonToSkip! : null!;
    }
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionsTheoryAttribute : TheoryAttribute
{
    public FunctionsTheoryAttribute() => Skip = PostgresServer.ReasonToSkip!;
}
