using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Registry;
using TfPilot.Delivery.Verifications;

namespace TfPilot.Delivery.Records;

/// <summary>What a job knows about its apply; a cancelled job may know nothing.</summary>
/// <param name="Log">Null when no log could be read.</param>
/// <param name="ExitCode">Of the apply; null when the job does not say.</param>
public sealed record ApplyFacts(
    string Environment, string Project, ProjectFacts? Plan, ApplyLog? Log, int? ExitCode,
    Validated<StateResources>? State)
{
    /// <summary>Null when the apply was not verified.</summary>
    public Verification? Verification { get; init; }

    /// <summary>Why the plan, a log or the verification could not be read.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>Derives the record of an apply.</summary>
public static class RecordRules
{
    /// <summary>The exit codes of processes that SIGINT or SIGTERM ended.</summary>
    private static readonly int[] Signals = [130, 143];

    public static ApplyRecord Of(ApplyFacts facts)
    {
        var log = facts.Log ?? new();
        return new(facts.Environment, facts.Project, StatusOf(facts.Log, facts.ExitCode, facts.Plan?.Plan))
        {
            ExitCode = facts.ExitCode,
            Tool = log.Tool,
            Version = log.Version,
            Started = log.Started,
            Ended = log.Ended,
            Fingerprint = facts.Plan is { } plan
                ? PlanFingerprint.Of(plan.Plan, facts.Environment, plan.Trees) : null,
            Planned = ApplyCounts.Of(log.Planned)
                ?? (facts.Plan is { } applied ? ApplyCounts.Of(PlanSummary.Of(applied.Plan)) : null),
            Applied = facts.Log is null ? null : ApplyCounts.Of(log.Applied) ?? ApplyCounts.Of(log.Changes),
            Changes = log.Changes,
            MoreChanges = log.MoreChanges,
            Drift = log.Drift,
            Diagnostics = log.Diagnostics,
            MoreDiagnostics = log.MoreDiagnostics,
            SkippedLines = log.SkippedLines,
            Resources = facts.State?.Match<IReadOnlyList<StateResource>?>(
                state => [.. state.Resources.Select(resource => Locate(resource, facts.Plan))], _ => null),
            Verification = facts.Verification,
            Problems =
            [
                .. facts.Problems,
                .. facts.State?.Match(_ => [], problems => problems.Select(problem => problem.Message)) ?? [],
            ],
        };
    }

    /// <summary>The place of the resource in the sources of the plan; an orphan has none.</summary>
    private static StateResource Locate(StateResource resource, ProjectFacts? plan) =>
        plan?.Sources.LocationOf(new ResourceAddress(resource.Address).Block, "") is { } source
            ? resource with { File = SourcePath.Of(plan.EntryFile, source), Line = source.Line } : resource;

    /// <summary>
    /// Success needs both a summary of the apply, which Terraform writes last, and nothing that contradicts it. A plan
    /// without changes needs no apply.
    /// </summary>
    public static ApplyStatus StatusOf(ApplyLog? log, int? exitCode, Plan? plan)
    {
        if (exitCode is null or 0 && log is { Applied: { } summary, HasErrors: false, WasInterrupted: false })
            return summary.IsEmpty && plan is null or { ChangesNothing: true } && log.Changes.Count == 0
                ? ApplyStatus.Nothing : ApplyStatus.Applied;
        if (exitCode is null or 0 && plan is { ChangesNothing: true }
            && log is null or { HasErrors: false, WasInterrupted: false, Changes: [] })
            return ApplyStatus.Nothing;
        if (log is { WasInterrupted: true } || (exitCode is { } code && Signals.Contains(code)))
            return ApplyStatus.Cancelled;
        if (log is null) return exitCode is null or 0 ? ApplyStatus.Unknown : ApplyStatus.Failed;
        if (!log.HasErrors && exitCode is null or 0) return ApplyStatus.Unknown;
        return log.Changes.Any(HasEffect) || log.Applied is { IsEmpty: false } ? ApplyStatus.Partial
            : ApplyStatus.Failed;
    }

    /// <summary>An operation that was started and did not end may have had its effect.</summary>
    private static bool HasEffect(AppliedChange change) =>
        change.Action is not ("read" or "noop") && change.Result != ChangeResult.Errored;
}
