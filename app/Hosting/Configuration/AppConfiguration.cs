using TfPilot.App.Webhooks;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Hosting;

/// <summary>
/// All that the App is told by its environment, whole and without contradiction. It shows none of it: most of it is
/// secret.
/// </summary>
internal sealed record AppConfiguration(
    AppIdentity Identity,
    WebhookSecrets Webhooks,
    GitHubEndpoints Endpoints,
    OidcSettings Oidc,
    TrustSettings Trust,
    string Database,
    Uri? PublicUrl,
    bool IsFunctions)
{
    /// <summary>How long evidence is kept after its pull request was closed.</summary>
    public TimeSpan EvidenceLifetime { get; init; } = Retention.DefaultEvidenceLifetime;

    public override string ToString() => nameof(AppConfiguration);
}
