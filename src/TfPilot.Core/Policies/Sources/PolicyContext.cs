using TfPilot.Core.Risks;

namespace TfPilot.Core.Policies;

/// <summary>What rules are evaluated with beside the plan. <paramref name="Environment"/> is null outside all environments; <paramref name="Today"/> is the day in UTC.</summary>
public sealed record PolicyContext(PolicySettings Settings, string? Environment, DateOnly Today)
{
    /// <summary>What the type <c>stateful</c> of the rules means.</summary>
    public StatefulTypes Stateful { get; init; } = StatefulTypes.BuiltIn;

    /// <summary>The region of AWS providers that name none, as the job knows it (<c>AWS_REGION</c> is not in the plan).</summary>
    public string? DefaultRegion { get; init; }

    public SourceIndex Sources { get; init; } = SourceIndex.Empty;
}
