namespace TfPilot.Core.Approvals;

/// <summary>A person whose approval does not count, and the reason, such as "is the author".</summary>
public sealed record DisregardedApproval(Person Person, string Reason)
{
    public override string ToString() => $"{Person.Login} does not count: {Reason}.";
}

/// <summary>A required approval, such as "2 of platform, not the author or a contributor".</summary>
/// <param name="Name">Null for the environment's first requirement.</param>
/// <param name="Could">The known logins of people who could still approve.</param>
public sealed record ApprovalDemand(string? Name, int Count, string Approvers, IReadOnlyList<string> Could);

/// <summary>
/// The result of one requirement: a short text and the reasons as sentences. <paramref name="Environment"/> is null
/// when it concerns the whole pull request. All texts are plain text.
/// </summary>
public sealed record RequirementResult(
    string? Environment, Decision Decision, string Words, IReadOnlyList<string> Reasons)
{
    public CheckOutcome Outcome => Decision.Outcome();

    /// <summary>The text for titles.</summary>
    public string Title => Environment is null ? Words : $"{Environment}: {Words}";

    /// <summary>
    /// The requirement's name, such as <c>plan</c>; empty for parts that are named by their approvers.
    /// </summary>
    public string Topic { get; init; } = "";

    /// <summary>The next step, such as "update the branch"; null when no step is known.</summary>
    public string? Step { get; init; }

    /// <summary>The policy rule that requires approval; null for all other results.</summary>
    public string? PolicyRule { get; init; }

    /// <summary>Null when no approval is required.</summary>
    public ApprovalDemand? Demand { get; init; }

    /// <summary>The people whose approvals counted, ordered by account number.</summary>
    public IReadOnlyList<Person> Counted { get; init; } = [];

    public IReadOnlyList<DisregardedApproval> Disregarded { get; init; } = [];

    /// <summary>The results this one is composed of.</summary>
    public IReadOnlyList<RequirementResult> Parts { get; init; } = [];

    /// <summary>When a time-limited part of the result expires; null when none does.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
