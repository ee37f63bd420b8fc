using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http.HttpResults;
using TfPilot.App.Http;
using TfPilot.App.Jobs;
using TfPilot.GitHub.Webhooks;
using TfPilot.Storage;

namespace TfPilot.App.Webhooks;

/// <summary>The webhook endpoint. A delivery is on disk before the response with status 202.</summary>
internal sealed class WebhookEndpoint(
    WebhookSecrets secrets, BoundedBody bodies, Inbox inbox, Signals signals, TimeProvider clock)
{
    public const string Path = "/api/github/webhooks";

    /// <summary>The maximum size of GitHub's deliveries in bytes.</summary>
    public const int MaxBytes = 25 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Path,
            (HttpRequest request, WebhookEndpoint endpoint, CancellationToken ct) => endpoint.ReceiveAsync(
                request, ct));

    private async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "application/json")
            return Refuse(415, "The content type must be application/json.",
                "Choose application/json in the webhook's settings.");
        return await bodies.ReadAsync(request, MaxBytes, ct) switch
        {
            Body.Complete(var payload) => await StoreAsync(request.Headers, payload, ct),
            Body.TooLarge => Refuse(413, "The delivery is too large.", "GitHub delivers 25 MiB at most."),
            Body.Busy => Refuse(
                503, "Too many requests at once.", "Nothing was stored; redelivery is requested automatically."),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<IResult> StoreAsync(IHeaderDictionary headers, byte[] payload, CancellationToken ct)
    {
        if (!WebhookSignature.IsValid(payload, headers["X-Hub-Signature-256"], secrets.Accepted))
            return Refuse(401, "The signature is missing or wrong.",
                "X-Hub-Signature-256 must be computed with the secret in TFPILOT_WEBHOOK_SECRET.");
        if (!Guid.TryParseExact(headers["X-GitHub-Delivery"], "D", out var id)
            || headers["X-GitHub-Event"] is not [{ Length: > 0 } name])
            return Refuse(400, "The delivery headers are missing or invalid.",
                "X-GitHub-Delivery must be a GUID, and X-GitHub-Event the name of an event.");

        if (await inbox.AddAsync(new(id, name, payload, clock.GetUtcNow()), ct)) signals.Deliveries.Set();
        return TypedResults.Accepted((string?)null);
    }

    private static ProblemHttpResult Refuse(int status, string title, string detail) =>
        TypedResults.Problem(title: title, detail: detail, statusCode: status);
}
