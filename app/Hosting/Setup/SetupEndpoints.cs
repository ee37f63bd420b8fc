using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using TfPilot.App.Webhooks;
using TfPilot.GitHub.Http;

namespace TfPilot.App.Hosting;

/// <summary>The endpoints of setup mode: the setup pages, and a 503 for deliveries.</summary>
internal static class SetupEndpoints
{
    public const string Path = "/setup";
    public const string CreatedPath = "/setup/created";

    private const int MaxFormBytes = 16 << 10;

    private static readonly FormOptions FormLimits = new()
    {
        BufferBodyLengthLimit = MaxFormBytes,
        MultipartBodyLengthLimit = MaxFormBytes,
        ValueLengthLimit = MaxFormBytes,
        KeyLengthLimit = 64,
        ValueCountLimit = 8,
    };

    public static IServiceCollection AddSetup(this IServiceCollection parts, AppMode.SetUp mode) => parts
        .AddSingleton(mode)
        .AddSingleton(mode.Endpoints)
        .AddSingleton(GitHubTimeouts.Default with { RetryBudget = TimeSpan.FromSeconds(10) })
        .AddSingleton(GitHubClient.CreateHttpClient())
        .AddSingleton<SetupCode>()
        .AddSingleton<SetupFlow>();

    public static void Map(WebApplication app)
    {
        var mode = app.Services.GetRequiredService<AppMode.SetUp>();
        app.MapGet(
            Path, (HttpRequest request) => Show(request.HttpContext, mode, StartPage(request, app, mode)));
        app.MapPost(Path, async (HttpRequest request, SetupFlow flow, CancellationToken ct) =>
        {
            if (!request.HasFormContentType)
                return Show(request.HttpContext, mode, StartPage(request, app, mode), 415);
            return Show(request.HttpContext, mode, await ReadAsync(request, ct) is { } form
                ? flow.Start(form["code"], form["organization"], Address(app, mode))
                : new SetupStep.Refused(413, "The form is too large. Open the page again."));
        });
        app.MapGet(CreatedPath,
            async (string? state, string? code, HttpRequest request, SetupFlow flow, CancellationToken ct) =>
            Show(request.HttpContext, mode, await flow.FinishAsync(state, code, Address(app, mode), ct)));
        app.MapPost(WebhookEndpoint.Path, () => TypedResults.Problem(
            title: "No App is configured.", detail: "The program is in setup mode and accepts no deliveries yet.",
            statusCode: 503));
        app.Lifetime.ApplicationStarted.Register(() => PrintSetupCode(app, mode));
    }

    private static string StartPage(HttpRequest request, WebApplication app, AppMode.SetUp mode) =>
        SetupPage.StartPage(request.PathBase + Path, Address(app, mode));

    private static ContentHttpResult Show(HttpContext context, AppMode.SetUp mode, SetupStep step) => step switch
    {
        SetupStep.PostManifest ask => Show(context, mode, SetupPage.Ask(ask)),
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
        if (status == StatusCodes.Status429TooManyRequests) headers.RetryAfter = "60";
        return TypedResults.Content(page, "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>The submitted form; null when it is too large or malformed.</summary>
    private static async Task<IFormCollection?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return await request.ReadFormAsync(FormLimits, ct);
        }
        catch (Exception failure) when (failure is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>
    /// The App's public URL from the configuration, or the listening address; never the caller's Host header.
    /// </summary>
    private static string Address(WebApplication app, AppMode.SetUp mode) =>
        mode.PublicUrl?.AbsoluteUri.TrimEnd('/') ?? Listening(app.Urls.FirstOrDefault() ?? "http://localhost");

    /// <summary>Replaces a wildcard host by localhost, because a browser cannot open a wildcard address.</summary>
    private static string Listening(string url)
    {
        var address = new UriBuilder(url.Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://*", "://localhost", StringComparison.Ordinal));
        if (address.Host is "0.0.0.0" or "[::]") address.Host = "localhost";
        return address.Uri.AbsoluteUri.TrimEnd('/');
    }

    private static void PrintSetupCode(WebApplication app, AppMode.SetUp mode)
    {
        var code = app.Services.GetRequiredService<SetupCode>().Text;
        Console.Out.WriteLine(
            $"No GitHub App is configured: this is the setup mode. Open {Address(app, mode)}{Path} and give it the " +
                $"code {code}");
    }
}
