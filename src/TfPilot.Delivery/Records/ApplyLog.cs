namespace TfPilot.Delivery.Records;

/// <summary>The content of a machine-readable log of plan, apply, destroy, refresh or init.</summary>
public sealed record ApplyLog
{
    /// <summary><c>terraform</c> or <c>tofu</c>; null when the log does not say.</summary>
    public string? Tool { get; init; }

    public string? Version { get; init; }

    /// <summary>The number of messages by type, unknown types included; "" counts those without type.</summary>
    public IReadOnlyDictionary<string, int> Messages { get; init; } = new Dictionary<string, int>();

    /// <summary>The number of lines that are not messages.</summary>
    public int SkippedLines { get; init; }

    /// <summary>In order.</summary>
    public IReadOnlyList<ChangeSummary> Summaries { get; init; } = [];

    /// <summary>The operations on resources, in the order of their start.</summary>
    public IReadOnlyList<AppliedChange> Changes { get; init; } = [];

    /// <summary>The number of operations beyond the limit of <see cref="Changes"/>.</summary>
    public int MoreChanges { get; init; }

    /// <summary>Objects that changed outside of Terraform; moves of addresses are not among them.</summary>
    public IReadOnlyList<DriftedObject> Drift { get; init; } = [];

    public IReadOnlyList<LogDiagnostic> Diagnostics { get; init; } = [];

    public int MoreDiagnostics { get; init; }

    /// <summary>Whether an operation or a step of one failed, or an error was reported.</summary>
    public bool HasErrors { get; init; }

    public bool WasInterrupted { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary>The summary of the plan; null when there is none.</summary>
    public ChangeSummary? Planned => Summaries.LastOrDefault(summary => summary.IsPlan);

    /// <summary>
    /// The summary of the completed apply or destroy. Null when it did not complete: a partial failure ends without it.
    /// </summary>
    public ChangeSummary? Applied => Summaries.LastOrDefault(summary => !summary.IsPlan);
}

/// <summary>Terraform's summary; a replacement counts as add and as remove.</summary>
/// <param name="Operation"><c>plan</c>, <c>apply</c> or <c>destroy</c>.</param>
public sealed record ChangeSummary(string Operation, int Add, int Change, int Remove, int Import, int Forget)
{
    public bool IsPlan => Operation == "plan";

    public bool IsEmpty => this is { Add: 0, Change: 0, Remove: 0, Import: 0, Forget: 0 };
}

/// <summary>The result of one operation.</summary>
public enum ChangeResult
{
    /// <summary>It was started, and the log does not contain its end.</summary>
    Started,
    Complete,
    Errored,
}

/// <summary>One operation on a resource.</summary>
/// <param name="Action">Terraform's word, such as <c>create</c>; a replacement is a delete and a create.</param>
/// <param name="Seconds">Null when the log does not contain its end.</param>
public sealed record AppliedChange(string Address, string Action, ChangeResult Result, double? Seconds = null);

/// <summary>An object that changed outside of Terraform.</summary>
public sealed record DriftedObject(string Address, string Action);

/// <summary>An error or a warning; its secrets are masked.</summary>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
public sealed record LogDiagnostic(
    string Severity, string Summary, string? Detail = null, string? Address = null, string? File = null,
    int? Line = null)
{
    public bool IsError => Severity == "error";
}
