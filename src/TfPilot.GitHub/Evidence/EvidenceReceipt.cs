namespace TfPilot.GitHub.Evidence;

/// <summary>What the App says to a run's facts.</summary>
public abstract record EvidenceReceipt
{
    private EvidenceReceipt() { }

    /// <summary>It keeps them. They count when it trusts them; otherwise the reasons say why not.</summary>
    public sealed record Accepted(bool IsTrusted, IReadOnlyList<string> Reasons) : EvidenceReceipt;

    /// <summary>It does not take them, and sending them again does not help.</summary>
    public sealed record Refused(int Status, string Why) : EvidenceReceipt;

    /// <summary>It could not be reached, or could not make up its mind; nothing is known of what it kept.</summary>
    public sealed record Unanswered(string Why) : EvidenceReceipt;
}
