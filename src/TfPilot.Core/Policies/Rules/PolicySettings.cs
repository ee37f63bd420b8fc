namespace TfPilot.Core.Policies;

/// <summary>The <c>policy:</c> section of the settings with its defaults.</summary>
public sealed record PolicySettings
{
    public static readonly PolicySettings None = new();

    public PolicyLevel Level { get; init; } = PolicyLevel.Block;

    public UnknownHandling Unknown { get; init; } = UnknownHandling.Warn;

    public PolicyScope Scope { get; init; } = PolicyScope.Changed;

    /// <summary>
    /// Whether <c># tfpilot:ignore RULE until=… reason=…</c> in the sources counts, once it is on the default branch.
    /// </summary>
    public bool InlineIgnore { get; init; } = true;

    /// <summary>The default approvers for findings of level approve.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>The maximum duration of a waiver.</summary>
    public TimeSpan MaxWaiver { get; init; } = TimeSpan.FromDays(180);

    /// <summary>Ids are unique.</summary>
    public IReadOnlyList<PolicyRule> Rules { get; init; } = [];

    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>
    /// Whether some rule in some environment checks unchanged resources; scanner results have the scope of the
    /// settings.
    /// </summary>
    public bool NeedsUnchanged(bool withScanners = false) =>
        (withScanners && Scope == PolicyScope.All)
        || Rules.Any(rule => rule.In.Values.Append(rule).Any(there => (there.Scope ?? Scope) == PolicyScope.All));
}

/// <summary>
/// Exempts a rule's findings at some addresses for a limited time. <paramref name="Match"/> are globs for addresses; an
/// empty <paramref name="In"/> means every environment. <paramref name="Until"/> is the last valid day (UTC); null when
/// it is malformed, which counts as expired.
/// </summary>
public sealed record Waiver(
    string Rule, IReadOnlyList<string> Match, IReadOnlyList<string> In, DateOnly? Until, string Reason);
