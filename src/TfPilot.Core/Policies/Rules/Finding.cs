using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

public enum FindingVerdict
{
    Pass,
    Fail,

    /// <summary>The value is known only after apply, or hidden.</summary>
    Unknown,

    /// <summary>It would fail, and a valid waiver of the settings takes it away.</summary>
    Waived,

    /// <summary>It would fail, and a valid comment in the sources of the default branch takes it away.</summary>
    Ignored,
}

/// <summary>
/// One rule on one attribute of one object, other than a plain pass. <paramref name="Attribute"/> is a path as in <c>tags.owner</c>; empty when the
/// whole object is meant. <paramref name="Address"/> is null when the whole plan is meant (cost, providers).
/// </summary>
public sealed record Finding(string Rule, string Kind, PolicyLevel Level, FindingVerdict Verdict, ResourceAddress? Address, string Attribute)
{
    /// <summary>What is there, as text that may be shown; of a scanner all that it says.</summary>
    public string Got { get; init; } = "";

    /// <summary>What the rule wants, as text; empty where a scanner has said all.</summary>
    public string Want { get; init; } = "";

    /// <summary>The rule's own reason; null where it gives none.</summary>
    public string? Why { get; init; }

    public string? Docs { get; init; }

    /// <summary>What to change, in words or as a line of HCL.</summary>
    public string? Fix { get; init; }

    /// <summary>What the waiver or comment says, or that one has expired: shown beside the finding.</summary>
    public string? Note { get; init; }

    /// <summary>The rules of scanners that found the same, and are not told on their own for it.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>Where in the sources the attribute or its block stands; null when they are not at hand.</summary>
    public SourceLocation? Source { get; init; }

    /// <summary>Who may lift it, when its level is approve or a comment asks to ignore it.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>Whether those who may lift it have done so; known only where people are asked.</summary>
    public bool IsApproved { get; init; }

    /// <summary>Whether a comment of the change itself asks to ignore it, which takes nothing away.</summary>
    public bool IsIgnoreProposed { get; init; }

    /// <summary>Whether the review is held up by it: a failure, or an unknown that the rule counts as one.</summary>
    public bool Counts { get; init; }
}

/// <summary>A place in the sources: a path relative to the source folder with forward slashes, and a line from 1.</summary>
public sealed record SourceLocation(string File, int Line);
