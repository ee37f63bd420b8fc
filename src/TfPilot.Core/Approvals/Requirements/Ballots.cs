namespace TfPilot.Core.Approvals;

/// <summary>An approval that counts wherever the person may approve. It ends by itself at <paramref name="Until"/>.</summary>
internal sealed record Vote(Person By, DateTimeOffset? Until);

/// <summary>The approvals of a pull request as one environment takes them.</summary>
internal sealed record Ballots(IReadOnlyList<Vote> Votes, IReadOnlyList<Uncounted> Uncounted)
{
    public static Ballots Of(Voters voters, ApprovalSettings settings, Freshness freshness)
    {
        var judged = voters.Opinions.Where(opinion => opinion.Approvals.Count > 0)
            .Select(opinion => (opinion.By, Why: Why(opinion, voters, settings, freshness), Until: Until(opinion, settings, freshness)))
            .ToList();
        var bots = (voters.People.Reviews ?? []).Where(review => review is { By.IsBot: true, State: ReviewState.Approved }).Select(review => review.By).DistinctBy(bot => bot.Id).OrderBy(bot => bot.Id.Value);
        return new(
            [.. judged.Where(vote => vote.Why is null).Select(vote => new Vote(vote.By, vote.Until))],
            [.. judged.Where(vote => vote.Why is not null).Select(vote => new Uncounted(vote.By, vote.Why!)), .. bots.Select(bot => new Uncounted(bot, "bots never count"))]);
    }

    /// <summary>One approval that still holds is enough.</summary>
    private static string? Why(Opinion opinion, Voters voters, ApprovalSettings settings, Freshness freshness)
    {
        if (voters.Ban(opinion.By, settings) is { } ban) return ban;
        var objections = opinion.Approvals.Select(approval => freshness.Objection(approval, settings)).ToList();
        return objections.Contains(null) ? null : objections[0];
    }

    private static DateTimeOffset? Until(Opinion opinion, ApprovalSettings settings, Freshness freshness) =>
        opinion.Approvals.Where(approval => freshness.Objection(approval, settings) is null).Max(approval => Freshness.EndOf(approval.SubmittedAt, settings));
}
