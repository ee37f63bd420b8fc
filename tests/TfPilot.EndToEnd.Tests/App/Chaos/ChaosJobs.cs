using System.Collections.Concurrent;
using System.Net;

namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>Jobs that send facts of plans: most are valid, some forged, some contradictory.</summary>
internal sealed class ChaosJobs(AppStory story, Func<Task> anotherInstance)
{
    private const int MaxParallel = 8;
    private const int MaxTries = 40;
    private const int Good = 9;

    private static readonly string[] Forgeries = ["expired", "wrong-aud", "alg-none", "hs256", "wrong-key",
        "bad-signature"];

    private readonly byte[][] documents =
    [
        AppStory.Facts("new-service", "envs/prod", "prod"),
        AppStory.Facts("new-service", "envs/dev", "dev"),
        AppStory.Facts("database-upgrade", "envs/prod", "prod"),
    ];

    private readonly ConcurrentBag<long> confirmed = [];
    private readonly List<Task> running = [];

    /// <summary>The runs whose facts the App confirmed.</summary>
    public IReadOnlyCollection<long> Confirmed => confirmed;

    /// <summary>Runs in the background, with limited parallelism.</summary>
    public Task BeginAsync(int pull, Random random) =>
        BeginAsync(
            pull, documents[random.Next(documents.Length)], random.Next(10), Forgeries[random.Next(Forgeries.Length)]);

    /// <summary>A trusted plan of prod.</summary>
    public Task BeginTrustedAsync(int pull) => BeginAsync(pull, documents[0], Good, Forgeries[0]);

    public async Task EndAsync()
    {
        while (running.Count > 0) await EndOneAsync();
    }

    private async Task BeginAsync(int pull, byte[] facts, int kind, string forgery)
    {
        if (running.Count == MaxParallel) await EndOneAsync();
        running.Add(SendFactsAsync(await story.BeginRunAsync(pull), facts, kind, forgery));
    }

    private async Task EndOneAsync()
    {
        var ended = await Task.WhenAny(running);
        running.Remove(ended);
        await ended;
    }

    private async Task SendFactsAsync(long run, byte[] facts, int kind, string forgery)
    {
        switch (kind)
        {
            case 0:
                await ExpectAsync(HttpStatusCode.Unauthorized, run, facts, forgery);
                break;
            case 1:
                await ExpectAsync(HttpStatusCode.Accepted, run, facts, "ok",
                    ("job_workflow_ref", "acme/infra/.github/workflows/mine.yml@refs/heads/main"));
                break;
            case 2 when await ExpectAsync(HttpStatusCode.Accepted, run, facts):
                await ExpectAsync(HttpStatusCode.Conflict, run, [.. facts, (byte)' ']);
                break;
            default:
                await ExpectAsync(HttpStatusCode.Accepted, run, facts);
                break;
        }
    }

    /// <summary>False if the pull request was closed or retargeted in the meantime.</summary>
    private async Task<bool> ExpectAsync(
        HttpStatusCode expected, long run, byte[] facts, string mode = "ok", params (string, string)[] claims)
    {
        var (status, body) = await SendFactsAsync(run, facts, mode, claims);
        if (status == HttpStatusCode.Forbidden && expected != HttpStatusCode.Unauthorized) return false;
        if (status != expected)
            throw new InvalidOperationException($"run {run} was told {status} instead of {expected}: {body}");
        // Evidence from an untrusted workflow is deleted when the pull request closes.
        var isTrusted = claims.Length == 0;
        if (status == HttpStatusCode.Accepted && isTrusted) confirmed.Add(run);
        return true;
    }

    /// <summary>Retries while the App is unavailable or cannot decide yet.</summary>
    private async Task<(HttpStatusCode Status, string Body)> SendFactsAsync(
        long run, byte[] facts, string mode, (string, string)[] claims)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (status, body) = await story.SendRunFactsAsync(run, facts, mode, claims);
                if (status < HttpStatusCode.InternalServerError || attempt == MaxTries)
                    return (status, body.ToJsonString());
            }
            catch (HttpRequestException) when (attempt < MaxTries)
            {
            }

            await anotherInstance();
        }
    }
}
