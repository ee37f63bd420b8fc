using System.Diagnostics;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Jobs;

/// <summary>Why a step ended as it did. Workflows may depend on the words: they are only added to.</summary>
internal enum ReasonCode
{
    Pass,
    Warn,
    NeedsApproval,
    Blocked,

    /// <summary>A plan, an estimate or the settings could not be read, or a review is missing.</summary>
    Incomplete,

    /// <summary>The step's own inputs are wrong.</summary>
    BadInput,

    /// <summary>A privileged event with a fork's code in the workspace.</summary>
    ForkRefused,

    /// <summary>
    /// GitHub could not be asked what the command needs, the settings of the default branch above all: nothing was
    /// judged.
    /// </summary>
    GitHubUnavailable,

    /// <summary>Discover did its work.</summary>
    Discovered,

    /// <summary>The comment of what was applied is frozen, if there is one.</summary>
    Applied,
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

    /// <summary>As the output <c>reason-code</c> says it.</summary>
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
        _ => throw new UnreachableException(),
    };
}
