namespace TfPilot.Core.Approvals;

/// <summary>Somebody whose word does not count, and why, as in "is the author".</summary>
public sealed record DisregardedApproval(Person Who, string Why)
{
    public override string ToString() => $"{Who.Login} does not count: {Why}.";
}

/// <summary>What is asked of people, as in "2 of platform, not the author or a contributor".</summary>
/// <param name="Name">Null for what an environment asks first.</param>
/// <param name="Could">The logins of those who could still approve, as far as they are known.</param>
public sealed record ApprovalDemand(string? Name, int Count, string Who, IReadOnlyList<string> Could);

/// <summary>
/// Where one requirement stands: in a few words, and why in sentences. <paramref name="Environment"/> is null where it concerns the whole pull
/// request. All texts are plain.
/// </summary>
public sealed record RequirementResult(string? Environment, Decision Decision, string Words, IReadOnlyList<string> Reasons)
{
    public CheckOutcome Outcome => Decision.Outcome();

    /// <summary>As titles say it.</summary>
    public string Title => Environment is null ? Words : $"{Environment}: {Words}";

    /// <summary>Which requirement this is, as in <c>plan</c>; empty for parts that are named by what they ask.</summary>
    public string Topic { get; init; } = "";

    /// <summary>What somebody has to do about it, as in "update the branch"; null where the words are all that can be told.</summary>
    public string? Step { get; init; }

    /// <summary>The rule of the policy that people are asked about; null for everything else.</summary>
    public string? PolicyRule { get; init; }

    /// <summary>Null where nobody is asked to approve.</summary>
    public ApprovalDemand? Demand { get; init; }

    /// <summary>Whose approval counted, in the order of their numbers.</summary>
    public IReadOnlyList<Person> Counted { get; init; } = [];

    public IReadOnlyList<DisregardedApproval> Disregarded { get; init; } = [];

    /// <summary>What it is made of.</summary>
    public IReadOnlyList<RequirementResult> Parts { get; init; } = [];

    /// <summary>When something that counts now ends by itself; null when nothing does.</summary>
    public DateTimeOffset? Until { get; init; }
}
