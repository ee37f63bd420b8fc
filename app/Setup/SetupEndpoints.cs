using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using TfPilot.App.Configuration;
using TfPilot.App.Webhooks;
using TfPilot.GitHub;

namespace TfPilot.App.Setup;

/// <summary>What a program without an App answers: the way to one, and that it takes no deliveries yet.</summary>
internal static class SetupEndpoints
{
    public const string Path = "/setup";
    public const string CreatedPath = "/setup/created";

    public static IServiceCollection AddSetup(this IServiceCollection parts, AppMode.SetUp mode) => parts
        .AddSingleton(mode)
        .AddSingleton(mode.Endpoints)
        .AddSingleton(GitHubPatience.Default with { Waiting = TimeSpan.FromSeconds(10) })
        .AddSingleton(GitHubClient.Connect())
        .AddSingleton<SetupCode>()
        .AddSingleton<SetupFlow>();

    public static void Map(WebApplication app)
    {
        var mode = app.Services.GetRequiredService<AppMode.SetUp>();
        app.MapGet(Path, (HttpRequest request) => Show(request.HttpContext, mode, SetupPage.Begin(request.PathBase + Path)));
        app.MapPost(Path, async (HttpRequest request, SetupFlow flow, CancellationToken ct) =>
        {
            if (!request.HasFormContentType) return Show(request.HttpContext, mode, SetupPage.Begin(request.PathBase + Path), 415);
            var form = await request.ReadFormAsync(ct);
            return Show(request.HttpContext, mode, flow.Begin(form["code"], form["organization"], Address(request, mode)));
        });
        app.MapGet(CreatedPath, async (string? state, string? code, HttpRequest request, SetupFlow flow, CancellationToken ct) =>
            Show(request.HttpContext, mode, await flow.FinishAsync(state, code, Address(request, mode), ct)));
        app.MapPost(WebhookEndpoint.Path, () => TypedResults.Problem(
            title: "No App is configured.", detail: "The program is in set-up mode and takes no deliveries yet.", statusCode: 503));
        app.Lifetime.ApplicationStarted.Register(() => Announce(app, mode));
    }

    private static ContentHttpResult Show(HttpContext context, AppMode.SetUp mode, SetupStep step) => step switch
    {
        SetupStep.Ask ask => Show(context, mode, SetupPage.Ask(ask)),
        SetupStep.Created(var app, var address) => Show(context, mode, SetupPage.Created(app, address)),
        SetupStep.Refused refused => Show(context, mode, SetupPage.Refused(refused), refused.Status),
        _ => throw new UnreachableException(),
    };

    private static ContentHttpResult Show(HttpContext context, AppMode.SetUp mode, string page, int status = 200)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = SetupPage.Policy(mode.Endpoints.Server);
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin";
        return TypedResults.Content(page, "text/html; charset=utf-8", statusCode: status);
    }

    private static string Address(HttpRequest request, AppMode.SetUp mode) =>
        mode.PublicUrl?.AbsoluteUri.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}{request.PathBase}";

    private static void Announce(WebApplication app, AppMode.SetUp mode)
    {
        var address = mode.PublicUrl?.AbsoluteUri.TrimEnd('/') ?? app.Urls.FirstOrDefault();
        Console.Out.WriteLine($"No GitHub App is configured: this is the set-up mode. Open {address}{Path} and give it the code {app.Services.GetRequiredService<SetupCode>().Text}");
    }
}
