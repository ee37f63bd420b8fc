namespace TfPilot.GitHub.Evidence;

/// <summary>The App's response to the facts of a run.</summary>
public abstract record EvidenceReceipt
{
    private EvidenceReceipt() { }

    /// <summary>
    /// The facts were stored. They count only when they are trusted; otherwise the reasons say why not.
    /// </summary>
    public sealed record Accepted(bool IsTrusted, IReadOnlyList<string> Reasons) : EvidenceReceipt;

    /// <summary>The facts were rejected; a retry does not help.</summary>
    public sealed record Refused(int Status, string Reason) : EvidenceReceipt;

    /// <summary>The App was unreachable or unavailable; whether the facts were stored is unknown.</summary>
    public sealed record NoResponse(string Reason) : EvidenceReceipt;
}
