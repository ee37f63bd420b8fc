using System.Text.Json.Serialization;
using TfPilot.Core.Plans;
using TfPilot.Delivery.Registry;
using TfPilot.Delivery.Verifications;

namespace TfPilot.Delivery.Records;

/// <summary>How an apply ended.</summary>
public enum ApplyStatus
{
    Applied,

    /// <summary>There was nothing to do.</summary>
    Nothing,

    /// <summary>It failed after it had changed something.</summary>
    Partial,

    /// <summary>It failed before it had changed anything.</summary>
    Failed,

    Cancelled,

    /// <summary>It is not known how it ended, for example because its log is missing.</summary>
    Unknown,
}

/// <summary>
/// What one apply did: <c>tfpilot.record/1</c>. The run, its repository and its commit are not in the document; they
/// are those of the token with which it is sent.
/// </summary>
/// <param name="Project">The project's name, as in its reviews.</param>
public sealed record ApplyRecord(string Environment, string Project, ApplyStatus Status)
{
    [JsonRequired]
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = RecordDocument.Schema;

    /// <summary>Null when the job does not say.</summary>
    public int? ExitCode { get; init; }

    /// <summary><c>terraform</c> or <c>tofu</c>, and its version.</summary>
    public string? Tool { get; init; }

    public string? Version { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary>The fingerprint of the plan that was applied; null when the plan is missing.</summary>
    public string? Fingerprint { get; init; }

    public ApplyCounts? Planned { get; init; }

    /// <summary>What was done: Terraform's summary, or without it the completed operations.</summary>
    public ApplyCounts? Applied { get; init; }

    public IReadOnlyList<AppliedChange> Changes { get; init; } = [];

    public int MoreChanges { get; init; }

    public IReadOnlyList<DriftedObject> Drift { get; init; } = [];

    public IReadOnlyList<LogDiagnostic> Diagnostics { get; init; } = [];

    public int MoreDiagnostics { get; init; }

    /// <summary>The lines of the log that are not messages.</summary>
    public int SkippedLines { get; init; }

    /// <summary>The resources of the state afterwards; null when it could not be read.</summary>
    public IReadOnlyList<StateResource>? Resources { get; init; }

    /// <summary>The checks after the apply; null when it was not verified.</summary>
    public Verification? Verification { get; init; }

    /// <summary>Why the plan, a log, the state or the verification could not be read.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>
    /// Whether the change is in place, so that nothing has to wait for its fix. A failed verification does not change
    /// this: the change is in place, but it is a failed change.
    /// </summary>
    public bool IsSuccess => Status is ApplyStatus.Applied or ApplyStatus.Nothing;

    /// <summary>
    /// Whether <see cref="Resources"/> says what exists now. A missing state is printed like an empty one, so an empty
    /// one counts only after a successful apply.
    /// </summary>
    public bool HasState => Resources is { } resources && (resources.Count > 0 || Status == ApplyStatus.Applied);
}

/// <summary>Counts in Terraform's arithmetic: a replacement adds one and destroys one.</summary>
public sealed record ApplyCounts(int Add, int Change, int Destroy, int Import, int Forget)
{
    public static ApplyCounts? Of(ChangeSummary? summary) => summary is null ? null
        : new(summary.Add, summary.Change, summary.Remove, summary.Import, summary.Forget);

    public static ApplyCounts Of(PlanSummary summary) =>
        new(summary.Add, summary.Change, summary.Destroy, summary.Import, summary.Forget);

    public static ApplyCounts Of(IReadOnlyList<AppliedChange> changes)
    {
        int Count(string action) =>
            changes.Count(change => change.Action == action && change.Result == ChangeResult.Complete);
        return new(Count("create"), Count("update"), Count("delete"), Import: 0, Count("forget"));
    }

    public override string ToString() =>
        $"{(Import > 0 ? $"{Import} imported, " : "")}{Add} added, {Change} changed, {Destroy} destroyed";
}
