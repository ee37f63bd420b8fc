using TfPilot.App.Webhooks;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Hosting;

/// <summary>
/// The complete, validated configuration from the environment. Never printed, because most of it is secret.
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
    /// <summary>How long evidence is kept after its pull request is closed.</summary>
    public TimeSpan EvidenceLifetime { get; init; } = Retention.DefaultEvidenceLifetime;

    public override string ToString() => nameof(AppConfiguration);
}
