using TfPilot.GitHub;
using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Identity;

namespace TfPilot.App.Work;

/// <summary>Asks GitHub to deliver again what did not arrive; GitHub does not do so by itself.</summary>
internal sealed class Sweeper(InstallationTokens tokens, TimeProvider clock, ILogger<Sweeper> log) : IDrain
{
    /// <summary>What failed in so many rounds fails for a reason that another attempt does not mend.</summary>
    private const int MostRounds = 5;
    private const int AtOnce = 200;

    /// <summary>GitHub remembers deliveries that long.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(3);

    /// <summary>What was asked for again shows up within.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(6);

    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(5);

    private DateTimeOffset? swept;

    public string Name => "the sweep of failed deliveries";

    public TimeSpan Every => Pace;

    public async Task<int> DrainAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var github = tokens.AsApp();
        var deliveries = await github.ListDeliveriesAsync(swept is { } last ? last - Overlap : now - Memory, ct);
        var (asked, later) = (0, 0);
        foreach (var delivery in Lost(deliveries))
        {
            if (asked == AtOnce) later++;
            else if (await RefusalAsync(github, delivery, ct) is not { } refusal) asked++;
            else if (refusal != RefusalKind.NotFound) later++;
        }

        if (later == 0) swept = now;
        return asked;
    }

    /// <summary>Null when it comes again. Where GitHub wants to be left alone, nothing else is asked for either.</summary>
    private async Task<RefusalKind?> RefusalAsync(GitHubClient github, HookDelivery delivery, CancellationToken ct)
    {
        try
        {
            await github.RedeliverAsync(delivery.Id, ct);
            return null;
        }
        catch (GitHubException refused) when (refused.Kind != RefusalKind.RateLimited)
        {
            log.WorkIncomplete(Name, refused.Message);
            return refused.Kind;
        }
    }

    /// <summary>The newest attempt of each event of which none was accepted, oldest first.</summary>
    internal static IEnumerable<HookDelivery> Lost(IEnumerable<HookDelivery> deliveries) => deliveries
        .GroupBy(delivery => delivery.Guid)
        .Where(attempts => !attempts.Any(attempt => attempt.IsAccepted) && Rounds(attempts) < MostRounds)
        .Select(attempts => attempts.MaxBy(attempt => attempt.At)!)
        .OrderBy(attempt => attempt.At);

    /// <summary>Every instance asks in each of its rounds; what falls into the time of one counts once, however many instances there are.</summary>
    private static int Rounds(IEnumerable<HookDelivery> attempts)
    {
        var first = attempts.Min(attempt => attempt.At);
        return attempts.Select(attempt => (attempt.At - first).Ticks / Pace.Ticks).Distinct().Count();
    }
}
