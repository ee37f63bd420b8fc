namespace TfPilot.GitHub.Evidence;

/// <summary>Whose tokens are believed, and to whom they must be addressed.</summary>
public sealed record OidcSettings(Uri Issuer, string Audience)
{
    public static readonly Uri GitHubActions = new("https://token.actions.githubusercontent.com");
}

/// <summary>Proves that a token is from a job of GitHub Actions and was made for us. Safe for concurrent use.</summary>
public sealed class OidcVerifier(HttpClient http, OidcSettings settings, GitHubPatience patience)
{
    /// <summary>Throws <see cref="GitHubException"/> when the issuer's keys cannot be read; then nothing is known of the token.</summary>
    public Task<OidcVerdict> VerifyAsync(string token, CancellationToken ct) => throw new NotSupportedException($"{http} {settings} {patience} {token} {ct}");
}
