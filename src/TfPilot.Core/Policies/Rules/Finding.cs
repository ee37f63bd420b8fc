using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

public enum FindingVerdict
{
    Pass,
    Fail,

    /// <summary>The value is known only after apply, or hidden.</summary>
    Unknown,

    /// <summary>It fails, but a valid waiver in the settings exempts it.</summary>
    Waived,

    /// <summary>It fails, but a valid ignore comment on the default branch exempts it.</summary>
    Ignored,
}

/// <summary>
/// The result of one rule for one attribute of one resource, other than a pass. <paramref name="Attribute"/> is a path
/// such as <c>tags.owner</c>, empty for the whole resource. <paramref name="Address"/> is null for the whole plan
/// (cost, providers).
/// </summary>
public sealed record Finding(
    string Rule, string Kind, PolicyLevel Level, FindingVerdict Verdict, ResourceAddress? Address, string Attribute)
{
    /// <summary>The actual value, safe to display; for scanners the whole message.</summary>
    public string Actual { get; init; } = "";

    /// <summary>The expected value; empty for scanners.</summary>
    public string Expected { get; init; } = "";

    /// <summary>The rule's reason; null when it has none.</summary>
    public string? Why { get; init; }

    public string? Docs { get; init; }

    /// <summary>The fix, in words or as a line of HCL.</summary>
    public string? Fix { get; init; }

    /// <summary>The waiver's or comment's text, or that it has expired; shown with the finding.</summary>
    public string? Note { get; init; }

    /// <summary>Scanner rules that found the same and are therefore not shown separately.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>The source location of the attribute or its block; null without sources.</summary>
    public SourceLocation? Source { get; init; }

    /// <summary>Who may approve it, when its level is approve or a comment asks to ignore it.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>Whether it has been approved; known only where people are asked.</summary>
    public bool IsApproved { get; init; }

    /// <summary>Whether the change itself contains an ignore comment, which alone has no effect.</summary>
    public bool IsIgnoreProposed { get; init; }

    /// <summary>Whether it affects the verdict: a failure, or an unknown that the rule treats as one.</summary>
    public bool Counts { get; init; }
}

/// <summary>
/// A source location: a path relative to the source folder with forward slashes, and a line starting at 1.
/// </summary>
public sealed record SourceLocation(string File, int Line);
