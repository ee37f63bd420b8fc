using System.Diagnostics;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Jobs;

/// <summary>
/// The reason for the result of a step. Workflows may depend on these keywords, so existing ones never change.
/// </summary>
internal enum ReasonCode
{
    Pass,
    Warn,
    NeedsApproval,
    Blocked,

    /// <summary>A plan, an estimate or the settings could not be read, or a review is missing.</summary>
    Incomplete,

    /// <summary>The inputs of the step are invalid.</summary>
    BadInput,

    /// <summary>A fork's code is in the workspace of a privileged event.</summary>
    ForkRefused,

    /// <summary>
    /// GitHub could not be read, for example the settings of the default branch; nothing was evaluated.
    /// </summary>
    GitHubUnavailable,

    /// <summary>Discover found the projects.</summary>
    Discovered,

    /// <summary>The comment of the applied pull request is frozen, if there is one.</summary>
    Applied,

    /// <summary>The gate allows the plan to be applied.</summary>
    Go,

    /// <summary>The gate does not allow the plan to be applied.</summary>
    NoGo,

    /// <summary>The gate could not be asked; do not apply.</summary>
    GateUnknown,

    /// <summary>The state that could not be saved is encrypted.</summary>
    Encrypted,

    /// <summary>The state that could not be saved is not encrypted, and nothing may be uploaded.</summary>
    NotEncrypted,

    /// <summary>All checks after the apply passed.</summary>
    Verified,

    /// <summary>A check after the apply failed.</summary>
    VerificationFailed,

    /// <summary>No check after the apply failed, but the result of one is unknown.</summary>
    VerificationIncomplete,

    /// <summary>The App stored the record of the apply.</summary>
    Recorded,

    /// <summary>The record of the apply was not stored; the apply itself is not affected.</summary>
    NotRecorded,
}

internal static class ReasonCodes
{
    public static ReasonCode Of(Verdict verdict) => verdict switch
    {
        Verdict.Pass => ReasonCode.Pass,
        Verdict.Warn => ReasonCode.Warn,
        Verdict.NeedsApproval => ReasonCode.NeedsApproval,
        Verdict.Blocked => ReasonCode.Blocked,
        Verdict.Error => ReasonCode.Incomplete,
        _ => throw new UnreachableException(),
    };

    /// <summary>The value of the output <c>reason-code</c>.</summary>
    public static string Word(this ReasonCode code) => code switch
    {
        ReasonCode.Pass => "pass",
        ReasonCode.Warn => "warn",
        ReasonCode.NeedsApproval => "needs-approval",
        ReasonCode.Blocked => "blocked",
        ReasonCode.Incomplete => "incomplete",
        ReasonCode.BadInput => "bad-input",
        ReasonCode.ForkRefused => "fork-refused",
        ReasonCode.GitHubUnavailable => "github-unavailable",
        ReasonCode.Discovered => "discovered",
        ReasonCode.Applied => "applied",
        ReasonCode.Go => "go",
        ReasonCode.NoGo => "no-go",
        ReasonCode.GateUnknown => "gate-unknown",
        ReasonCode.Encrypted => "encrypted",
        ReasonCode.NotEncrypted => "not-encrypted",
        ReasonCode.Verified => "verified",
        ReasonCode.VerificationFailed => "verification-failed",
        ReasonCode.VerificationIncomplete => "verification-incomplete",
        ReasonCode.Recorded => "recorded",
        ReasonCode.NotRecorded => "not-recorded",
        _ => throw new UnreachableException(),
    };
}
