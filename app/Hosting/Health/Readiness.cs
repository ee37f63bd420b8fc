using System.Security.Cryptography;
using TfPilot.App.Jobs;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;

namespace TfPilot.App.Hosting;

/// <summary>
/// Checks that the database accepts a write, the key can sign and the clock agrees with GitHub's. Results are cached,
/// so that outside requests cannot trigger calls to GitHub.
/// </summary>
internal sealed class Readiness(
    DatabaseHealth database, AppIdentity identity, InstallationTokens tokens, TimeProvider clock)
{
    private static readonly TimeSpan CacheLifetime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The maximum clock difference. GitHub rejects a token whose issue time is in the future of GitHub's clock.
    /// </summary>
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private (Task<IReadOnlyList<string>> Answer, DateTimeOffset At)? lastCheck;

    public Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken ct)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (lastCheck is not { } known || now - known.At >= CacheLifetime) lastCheck = (CheckAsync(), now);
            return lastCheck.Value.Answer.WaitAsync(ct);
        }
    }

    private async Task<IReadOnlyList<string>> CheckAsync()
    {
        using var limit = new CancellationTokenSource(ProbeTimeout, clock);
        string?[] found = [await database.ProblemAsync(limit.Token), KeyProblem(),
            await ClockProblemAsync(limit.Token)];
        return [.. found.OfType<string>()];
    }

    private string? KeyProblem()
    {
        try
        {
            identity.Sign(clock.GetUtcNow());
            return null;
        }
        catch (CryptographicException)
        {
            return "The App's private key cannot sign.";
        }
    }

    /// <summary>Null also when GitHub does not respond, because the App can accept deliveries without it.</summary>
    private async Task<string?> ClockProblemAsync(CancellationToken ct)
    {
        try
        {
            return await tokens.AsApp().ReadClockAsync(ct) is { } time
                && (time - clock.GetUtcNow()).Duration() is var skew && skew > MaxClockSkew
                ? $"The clock differs from GitHub's by {skew.TotalSeconds:0} seconds."
                : null;
        }
        catch (GitHubException failure) when (failure.Kind is GitHubErrorKind.NotSignedIn)
        {
            return "GitHub rejects the App's key: it belongs to another App, or the clock is wrong.";
        }
        catch (Exception failure) when (failure is GitHubException or OperationCanceledException)
        {
            return null;
        }
    }
}
