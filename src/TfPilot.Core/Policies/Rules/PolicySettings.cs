namespace TfPilot.Core.Policies;

/// <summary>The <c>policy:</c> part of the settings with its defaults.</summary>
public sealed record PolicySettings
{
    public static readonly PolicySettings None = new();

    public PolicyLevel Level { get; init; } = PolicyLevel.Block;

    public UnknownHandling Unknown { get; init; } = UnknownHandling.Warn;

    public PolicyScope Scope { get; init; } = PolicyScope.Changed;

    /// <summary>Whether <c># tfpilot:ignore RULE until=… reason=…</c> in the sources counts, once the default branch has it.</summary>
    public bool InlineIgnore { get; init; } = true;

    /// <summary>Who may lift findings of level approve where the rule does not say.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>How far ahead a waiver may end.</summary>
    public TimeSpan MaxWaiver { get; init; } = TimeSpan.FromDays(180);

    /// <summary>Ids are unique.</summary>
    public IReadOnlyList<PolicyRule> Rules { get; init; } = [];

    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>Some rule, somewhere, looks at objects that do not change; what scanners report has the scope of the settings themselves.</summary>
    public bool LooksAtEverything(bool withScanners = false) => (withScanners && Scope == PolicyScope.All) || Rules.Any(rule => rule.In.Values.Append(rule).Any(there => (there.Scope ?? Scope) == PolicyScope.All));
}

/// <summary>
/// Takes a rule's findings on some addresses away for a time. <paramref name="Match"/> are globs over addresses; <paramref name="In"/> empty means
/// every environment. <paramref name="Until"/> is the last day on which it counts (UTC); null when it is malformed, which counts as expired.
/// </summary>
public sealed record Waiver(string Rule, IReadOnlyList<string> Match, IReadOnlyList<string> In, DateOnly? Until, string Reason);
