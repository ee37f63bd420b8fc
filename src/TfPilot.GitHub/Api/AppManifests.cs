using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Api;

/// <summary>
/// An App that GitHub just made, with its secrets, which GitHub shows this once. The webhook's is null when the App has
/// no webhook.
/// </summary>
public sealed record CreatedApp(long Id, string Name, Uri Page, string PrivateKey, string? WebhookSecret)
{
    public override string ToString() => $"the App {Id}";
}

/// <summary>Which App came of the manifest? Asked as nobody.</summary>
public static class AppManifests
{
    /// <summary>The code is good once and for an hour.</summary>
    public static async Task<CreatedApp> ConvertManifestAsync(
        this GitHubClient github, string code, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Post, $"/app-manifests/{Uri.EscapeDataString(code)}/conversions",
            "take over the App that was created") with
        { IsRepeatable = false };
        var app = await github.SendAsync(request, RestJson.Default.RestCreatedApp, ct);
        return new(app.Id, app.Name, app.HtmlUrl, app.Pem, app.WebhookSecret);
    }
}

internal sealed record RestCreatedApp(long Id, string Name, Uri HtmlUrl, string Pem, string? WebhookSecret = null);
