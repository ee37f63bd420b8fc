namespace TfPilot.Core.Approvals;

/// <summary>So many different people of an electorate. <paramref name="Name"/> is null for what an environment asks first; <paramref name="Why"/> is a sentence, or empty.</summary>
internal sealed record Requirement(string? Name, int Count, Electorate Who, string Why = "");

/// <summary>Which requirements the votes satisfy.</summary>
internal static class RequirementRules
{
    public static IReadOnlyList<Standing> Judge(IReadOnlyList<Requirement> requirements, bool distinct, Ballots ballots, Directory directory)
    {
        var votes = ballots.Votes;
        bool Fits(int vote, Requirement requirement) => directory.Of(votes[vote].By.Id, requirement.Who) == Membership.Yes;
        var serving = distinct
            ? Matching.Find([.. requirements.Select(requirement => requirement.Count)], votes.Count, (vote, requirement) => Fits(vote, requirements[requirement]))
            : [.. requirements.Select(requirement => (IReadOnlyList<int>)[.. Enumerable.Range(0, votes.Count).Where(vote => Fits(vote, requirement))])];
        return [.. requirements.Select((requirement, i) => Judge(requirement, [.. serving[i].Select(vote => votes[vote])], ballots, directory))];
    }

    private static Standing Judge(Requirement requirement, IReadOnlyList<Vote> counted, Ballots ballots, Directory directory)
    {
        IReadOnlyList<string> troubles = [.. directory.Troubles(requirement.Who)];
        var isMet = counted.Count >= requirement.Count;
        var strangers = ballots.Votes.Except(counted).Select(vote => new Uncounted(vote.By, WhyNot(vote.By.Id, requirement, directory)));
        return new(Environment: null, isMet ? Decision.Approved : troubles.Count > 0 ? Decision.Error : Decision.Pending, Words(requirement, counted.Count, isMet, troubles.Count),
            [.. requirement.Why.Length > 0 ? [requirement.Why] : Array.Empty<string>(), .. troubles])
        {
            Counted = [.. counted.Select(vote => vote.By)],
            Uncounted = [.. strangers, .. ballots.Uncounted],
            Until = isMet ? Lasting(counted, requirement.Count) : null,
        };
    }

    /// <summary>Further approvals than are needed may end without harm.</summary>
    private static DateTimeOffset? Lasting(IEnumerable<Vote> counted, int needed) =>
        counted.Select(vote => vote.Until).OrderByDescending(until => until ?? DateTimeOffset.MaxValue).ElementAtOrDefault(needed - 1);

    private static string WhyNot(UserId id, Requirement requirement, Directory directory) =>
        directory.HasLeft(id) ? "has no access to the repository any more"
        : !directory.IsKnown(id) ? "nobody knows what access this account has"
        : directory.Of(id, requirement.Who) switch
        {
            Membership.Yes => "counts for another requirement",
            Membership.Unknown => $"nobody knows whether this account belongs to {requirement.Who}",
            _ => $"is not of {requirement.Who}",
        };

    private static string Words(Requirement requirement, int have, bool isMet, int troubles)
    {
        var lead = requirement.Name is { } name ? $"{name}: " : "";
        var count = $"{Math.Min(have, requirement.Count)} of {requirement.Count} {(requirement.Count == 1 ? "approval" : "approvals")}";
        return isMet ? $"{lead}{count}" : $"{lead}{count}, {requirement.Who} {(troubles > 0 ? "is not known" : "missing")}";
    }
}
