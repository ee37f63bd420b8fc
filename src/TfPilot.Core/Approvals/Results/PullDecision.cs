namespace TfPilot.Core.Approvals;

/// <summary>The results of one rule.</summary>
public sealed record RuleResult(string Rule, string Summary, IReadOnlyList<RequirementResult> Requirements)
{
    public Decision Decision { get; } = Requirements.Select(result => result.Decision).Worst();
}

/// <summary>
/// The decision for a pull request as a tree of results with reasons; checks and explanations are written from it.
/// </summary>
public sealed record PullDecision(IReadOnlyList<RuleResult> Rules)
{
    /// <summary>The worst decision of all rules.</summary>
    public Decision Decision { get; } = Rules.Select(rule => rule.Decision).Worst();

    /// <summary>In rule order.</summary>
    public IReadOnlyList<RequirementResult> Results { get; } = [.. Rules.SelectMany(rule => rule.Requirements)];

    /// <summary>
    /// When the first time-limited result expires, so that the decision has to be made again; null when none does.
    /// </summary>
    public DateTimeOffset? ExpiresAt => Results.Min(result => result.ExpiresAt);
}
