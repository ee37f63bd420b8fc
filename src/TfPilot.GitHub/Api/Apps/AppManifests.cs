using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Api;

/// <summary>
/// A newly created App with its secrets, which GitHub returns only once. The webhook secret is null when the App has no
/// webhook.
/// </summary>
public sealed record CreatedApp(long Id, string Name, Uri Page, string PrivateKey, string? WebhookSecret)
{
    public override string ToString() => $"the App {Id}";
}

/// <summary>Converts a manifest code into an App. Called without a token.</summary>
public static class AppManifests
{
    /// <summary>
    /// Converts a code, which is valid once and for one hour. The call is not repeated after a lost response.
    /// </summary>
    public static async Task<CreatedApp> ConvertManifestAsync(
        this GitHubClient github, string code, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Post, $"/app-manifests/{Uri.EscapeDataString(code)}/conversions",
            "take over the App that was created") with
        { IsRepeatable = false };
        var app = await github.SendAsync(request, AppRestJson.Default.RestCreatedApp, ct);
        return new(app.Id, app.Name, app.HtmlUrl, app.Pem, app.WebhookSecret);
    }
}

internal sealed record RestCreatedApp(long Id, string Name, Uri HtmlUrl, string Pem, string? WebhookSecret = null);
