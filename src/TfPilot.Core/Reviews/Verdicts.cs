using System.Diagnostics;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>From what is known about a project to what is asked of the reader.</summary>
public static class Verdicts
{
    public static Verdict Of(ProjectReview project) => project.Risk.Class switch
    {
        RiskClass.Unknown => Verdict.Blocked,
        RiskClass.Destructive => Verdict.Warn,
        RiskClass.None or RiskClass.Safe or RiskClass.Medium => project.Attention.Count > 0 ? Verdict.Warn : Verdict.Pass,
        _ => throw new UnreachableException(),
    };

    /// <summary>The word of the JSON contract.</summary>
    public static string Word(this Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Warn => "warn",
        Verdict.NeedsApproval => "needs_approval",
        Verdict.Blocked => "blocked",
        Verdict.Error => "error",
        _ => throw new UnreachableException(),
    };

    /// <summary>The word of the JSON contract.</summary>
    public static string Word(this RiskClass risk) => risk switch
    {
        RiskClass.None => "none",
        RiskClass.Safe => "safe",
        RiskClass.Medium => "medium",
        RiskClass.Destructive => "destructive",
        RiskClass.Unknown => "unknown",
        _ => throw new UnreachableException(),
    };
}
