using TfPilot.Core.Approvals;

namespace TfPilot.Core.Audit;

/// <summary>What the history keeps.</summary>
public enum AuditKind
{
    /// <summary>What a check began to say.</summary>
    Decision,

    /// <summary>What a group of a merge queue was told.</summary>
    MergeGroup,

    /// <summary>The settings by which decisions are made from now on.</summary>
    Settings,
    Override,
    PolicyApproval,
    Lock,
    Unlock,

    /// <summary>Somebody asked for what is not theirs to ask for.</summary>
    Refusal,

    /// <summary>The App was uninstalled, or is installed again.</summary>
    Installation,
}

/// <summary>One thing that something rests on, as in <c>head</c> and a commit.</summary>
public sealed record AuditEvidence(string Name, string Value);

/// <summary>Something that happened: of which pull request (null: of the whole repository; repository 0: of the whole installation), and in one sentence.</summary>
public sealed record AuditNote(AuditKind Kind, long Repository, int? Pull, string What)
{
    /// <summary>Null when nobody asked for it.</summary>
    public Person? By { get; init; }

    public IReadOnlyList<AuditEvidence> Evidence { get; init; } = [];
}
