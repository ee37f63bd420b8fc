using System.Security.Cryptography;
using TfPilot.App.Jobs;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;

namespace TfPilot.App.Hosting;

/// <summary>
/// Whether the database takes a write, the key can sign and the clock is GitHub's. Asked often it looks seldom, so that
/// nobody can make us ask GitHub.
/// </summary>
internal sealed class Readiness(
    DatabaseHealth database, AppIdentity identity, InstallationTokens tokens, TimeProvider clock)
{
    private static readonly TimeSpan CacheLifetime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);

    /// <summary>GitHub refuses what was signed in its future.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private (Task<IReadOnlyList<string>> Answer, DateTimeOffset At)? asked;

    public Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken ct)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (asked is not { } known || now - known.At >= CacheLifetime) asked = (LookAsync(), now);
            return asked.Value.Answer.WaitAsync(ct);
        }
    }

    private async Task<IReadOnlyList<string>> LookAsync()
    {
        using var limit = new CancellationTokenSource(ProbeTimeout, clock);
        string?[] found = [await database.ProblemAsync(limit.Token), Key(), await ClockAsync(limit.Token)];
        return [.. found.OfType<string>()];
    }

    private string? Key()
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

    /// <summary>A GitHub that does not answer is no reason to take no deliveries.</summary>
    private async Task<string?> ClockAsync(CancellationToken ct)
    {
        try
        {
            return await tokens.AsApp().ReadClockAsync(ct) is { } time
                && (time - clock.GetUtcNow()).Duration() is var skew && skew > Skew
                ? $"The clock is {skew.TotalSeconds:0} seconds away from GitHub's."
                : null;
        }
        catch (GitHubException failure) when (failure.Kind is GitHubErrorKind.NotSignedIn)
        {
            return "GitHub does not accept the App's key: it is another App's, or the clock is wrong.";
        }
        catch (Exception failure) when (failure is GitHubException or OperationCanceledException)
        {
            return null;
        }
    }
}
