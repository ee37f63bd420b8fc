using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;

namespace TfPilot.App.Hosting;

/// <summary>The result of a setup step.</summary>
internal abstract record SetupStep
{
    private SetupStep() { }

    /// <summary>The browser must post the manifest to the target URL, which contains the state.</summary>
    public sealed record PostManifest(Uri Target, string Manifest, string Address) : SetupStep;

    public sealed record Created(CreatedApp App, string Address) : SetupStep;

    public sealed record Refused(int Status, string Reason) : SetupStep;
}

/// <summary>
/// Creates one App for a user who knows the setup code: returns the manifest, then exchanges GitHub's conversion code
/// for the App.
/// </summary>
internal sealed class SetupFlow(SetupCode code, GitHubEndpoints endpoints, HttpClient http, GitHubTimeouts timeouts)
{
    private readonly Lock gate = new();
    private string? state;

    public SetupStep Start(string? entered, string? organization, string address)
    {
        var path = organization?.Trim() is { Length: > 0 } name
            ? $"/organizations/{Uri.EscapeDataString(name)}/settings/apps/new" : "/settings/apps/new";
        return code.Try(entered) switch
        {
            SetupCodeResult.Correct => PostManifest(path, address),
            SetupCodeResult.Wrong =>
                new SetupStep.Refused(403, "The code is wrong. Copy the one that the program printed when it started."),
            SetupCodeResult.TooManyWrong =>
                new SetupStep.Refused(429, "Too many wrong codes. The right code is still accepted."),
            SetupCodeResult.Used =>
                new SetupStep.Refused(403, "The code was already used. Each start of the program prints a new one."),
            _ => throw new UnreachableException(),
        };
    }

    private SetupStep.PostManifest PostManifest(string path, string address)
    {
        var newState = RandomNumberGenerator.GetHexString(64, lowercase: true);
        lock (gate) state = newState;
        return new SetupStep.PostManifest(
            new($"{endpoints.Page(path)}?state={newState}"), AppManifest.Write(address).ToJsonString(), address);
    }

    /// <summary>The state is valid once, even if the conversion fails.</summary>
    public async Task<SetupStep> FinishAsync(
        string? received, string? conversionCode, string address, CancellationToken ct)
    {
        if (!IsExpected(received) || string.IsNullOrEmpty(conversionCode))
            return new SetupStep.Refused(
                403, "This response does not belong to a setup started on this server. Start again.");
        try
        {
            var app = await new GitHubClient(http, endpoints, token: null, timeouts).ConvertManifestAsync(
                conversionCode, ct);
            code.MarkUsed();
            return new SetupStep.Created(app, address);
        }
        catch (GitHubException failure)
        {
            return new SetupStep.Refused(502, failure.Message);
        }
    }

    private bool IsExpected(string? received)
    {
        lock (gate)
        {
            var expected = state;
            if (expected is null
                || !CryptographicOperations.FixedTimeEquals(
                    Encoding.UTF8.GetBytes(received ?? ""), Encoding.UTF8.GetBytes(expected))) return false;
            state = null;
            return true;
        }
    }
}
