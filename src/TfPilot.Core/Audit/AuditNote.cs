using TfPilot.Core.Approvals;

namespace TfPilot.Core.Audit;

/// <summary>The kind of an audit entry.</summary>
public enum AuditKind
{
    /// <summary>The result of a check changed.</summary>
    Decision,

    /// <summary>The result for a merge queue group.</summary>
    MergeGroup,

    /// <summary>The settings used for decisions changed.</summary>
    Settings,
    Override,
    PolicyApproval,
    Lock,
    Unlock,

    /// <summary>A person asked for something they are not authorized for.</summary>
    Refusal,

    /// <summary>A person asked for a workflow run to be started, canceled or repeated.</summary>
    Request,

    /// <summary>A pull request that a person asked for was opened, or why it was not.</summary>
    Proposal,

    /// <summary>A person confirmed that a project is destroyed.</summary>
    Confirmation,

    /// <summary>A merged pull request left a state behind that still holds resources.</summary>
    Orphan,

    /// <summary>The App was uninstalled or installed again.</summary>
    Installation,

    /// <summary>A pull request merged: what was approved for one project and environment.</summary>
    Change,

    /// <summary>The answer to a job that wants to apply.</summary>
    Gate,

    /// <summary>The result of an apply.</summary>
    Apply,

    /// <summary>A person approved the apply of a merged change.</summary>
    ApplyApproval,
}

/// <summary>A fact that an entry is based on, such as <c>head</c> and a commit.</summary>
public sealed record AuditEvidence(string Name, string Value);

/// <summary>
/// An event in one sentence, and the pull request it concerns (null: the whole repository; repository 0: the whole
/// installation).
/// </summary>
public sealed record AuditNote(AuditKind Kind, long Repository, int? Pull, string What)
{
    /// <summary>Null when no person caused it.</summary>
    public Person? By { get; init; }

    public IReadOnlyList<AuditEvidence> Evidence { get; init; } = [];
}
