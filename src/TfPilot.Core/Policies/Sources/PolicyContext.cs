using TfPilot.Core.Risks;

namespace TfPilot.Core.Policies;

/// <summary>
/// The inputs of rules besides the plan. <paramref name="Environment"/> is null outside all environments; <paramref
/// name="Today"/> is in UTC.
/// </summary>
public sealed record PolicyContext(PolicySettings Settings, string? Environment, DateOnly Today)
{
    /// <summary>The meaning of the type <c>stateful</c> in rules.</summary>
    public StatefulTypes Stateful { get; init; } = StatefulTypes.BuiltIn;

    /// <summary>The job's region for AWS providers that set none (<c>AWS_REGION</c> is not in the plan).</summary>
    public string? DefaultRegion { get; init; }

    public SourceIndex Sources { get; init; } = SourceIndex.Empty;
}
