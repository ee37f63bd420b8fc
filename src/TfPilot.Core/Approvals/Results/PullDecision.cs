namespace TfPilot.Core.Approvals;

/// <summary>What one rule found.</summary>
public sealed record RuleResult(string Rule, string Summary, IReadOnlyList<RequirementResult> Standings)
{
    public Decision Decision { get; } = Standings.Select(standing => standing.Decision).Worst();
}

/// <summary>The decision about a whole pull request, with everything that it is made of: the tree that checks and explanations are written from.</summary>
public sealed record PullDecision(IReadOnlyList<RuleResult> Rules)
{
    /// <summary>The worst of all rules.</summary>
    public Decision Decision { get; } = Rules.Select(rule => rule.Decision).Worst();

    /// <summary>In the order of the rules.</summary>
    public IReadOnlyList<RequirementResult> Results { get; } = [.. Rules.SelectMany(rule => rule.Standings)];

    /// <summary>When the first of what counts now ends by itself, so that it has to be decided again; null when nothing does.</summary>
    public DateTimeOffset? Until => Results.Min(standing => standing.Until);
}
