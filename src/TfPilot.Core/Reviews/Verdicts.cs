using System.Diagnostics;
using TfPilot.Core.Policies;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>Derives a project's verdict from its review.</summary>
public static class Verdicts
{
    public static Verdict Of(ProjectReview project) => project.Findings.Select(Of).Append(OfRisk(project)).Max();

    /// <summary>The verdict of one finding. An unknown result that does not count is still a warning.</summary>
    public static Verdict Of(Finding finding) => finding switch
    {
        { IsApproved: true } or { Verdict: FindingVerdict.Pass or FindingVerdict.Waived or FindingVerdict.Ignored } =>
            Verdict.Pass,
        { Counts: false } or { Level: PolicyLevel.Advise } => Verdict.Warn,
        { Level: PolicyLevel.Approve } => Verdict.NeedsApproval,
        { Level: PolicyLevel.Block } => Verdict.Blocked,
        _ => throw new UnreachableException(),
    };

    private static Verdict OfRisk(ProjectReview project) => project.Risk.Level switch
    {
        RiskLevel.Unknown => Verdict.Blocked,
        RiskLevel.Destructive or RiskLevel.High => Verdict.Warn,
        RiskLevel.None or RiskLevel.Safe or RiskLevel.Medium =>
            project.Attention.Count > 0 || project.Risk.Hazards.Count > 0 ? Verdict.Warn : Verdict.Pass,
        _ => throw new UnreachableException(),
    };

    /// <summary>The word in the JSON contract.</summary>
    public static string Word(this Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Warn => "warn",
        Verdict.NeedsApproval => "needs_approval",
        Verdict.Blocked => "blocked",
        Verdict.Error => "error",
        _ => throw new UnreachableException(),
    };

    /// <summary>The word in the JSON contract.</summary>
    public static string Word(this RiskClass risk) => risk switch
    {
        RiskClass.None => "none",
        RiskClass.Safe => "safe",
        RiskClass.Medium => "medium",
        RiskClass.Destructive => "destructive",
        RiskClass.Unknown => "unknown",
        _ => throw new UnreachableException(),
    };

    /// <summary>The word in the JSON contract.</summary>
    public static string Word(this RiskLevel risk) => risk switch
    {
        RiskLevel.None => "none",
        RiskLevel.Safe => "safe",
        RiskLevel.Medium => "medium",
        RiskLevel.High => "high",
        RiskLevel.Destructive => "destructive",
        RiskLevel.Unknown => "unknown",
        _ => throw new UnreachableException(),
    };

    /// <summary>The word in the JSON contract and in the settings.</summary>
    public static string Word(this PolicyLevel level) => level switch
    {
        PolicyLevel.Advise => "advise",
        PolicyLevel.Approve => "approve",
        PolicyLevel.Block => "block",
        _ => throw new UnreachableException(),
    };

    /// <summary>The word in the JSON contract.</summary>
    public static string Word(this FindingVerdict verdict) => verdict switch
    {
        FindingVerdict.Pass => "pass",
        FindingVerdict.Fail => "fail",
        FindingVerdict.Unknown => "unknown",
        FindingVerdict.Waived => "waived",
        FindingVerdict.Ignored => "ignored",
        _ => throw new UnreachableException(),
    };
}
