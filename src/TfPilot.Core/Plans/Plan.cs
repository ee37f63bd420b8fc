namespace TfPilot.Core.Plans;

/// <summary>
/// A redacted Terraform or OpenTofu plan: every value may be shown to anyone who can see the pull request. Unchanged
/// resources are only counted.
/// </summary>
public sealed record Plan
{
    public required string FormatVersion { get; init; }

    public string? TerraformVersion { get; init; }

    /// <summary>In plan order.</summary>
    public IReadOnlyList<ResourceChange> Changes { get; init; } = [];

    /// <summary>
    /// The number of no-op resources; those that are moved or imported are also in <see cref="Changes"/>.
    /// </summary>
    public int NoOps { get; init; }

    /// <summary>Changes made outside Terraform since the last apply, without unchanged entries.</summary>
    public IReadOnlyList<ResourceChange> Drift { get; init; } = [];

    /// <summary>Changed outputs.</summary>
    public IReadOnlyList<OutputChange> Outputs { get; init; } = [];

    public IReadOnlyList<DeferredChange> Deferred { get; init; } = [];

    public IReadOnlyList<ActionInvocation> Invocations { get; init; } = [];

    /// <summary>Checks whose status is not <c>pass</c>.</summary>
    public IReadOnlyList<CheckResult> Checks { get; init; } = [];

    /// <summary>Planning failed, so the plan is partial and must not be considered safe.</summary>
    public bool Errored { get; init; }

    /// <summary>
    /// False when more changes will follow in another plan. OpenTofu and older Terraform do not say, which counts as
    /// complete.
    /// </summary>
    public bool Complete { get; init; } = true;

    public bool? Applyable { get; init; }

    /// <summary>Whether applying it does nothing at all; changed outputs, moves and imports are changes.</summary>
    public bool ChangesNothing => !Errored && Complete && Changes.Count == 0 && Outputs.Count == 0
        && Invocations.Count == 0 && Deferred.Count == 0;

    /// <summary>
    /// Whether the state holds no managed resource once it is applied, as after <c>terraform plan -destroy</c>. A plan
    /// that only forgets resources destroys nothing, so it does not count.
    /// </summary>
    public bool LeavesNothing => !Errored && Complete && NoOps == 0 && Deferred.Count == 0 && Invocations.Count == 0
        && Changes.All(change => change.IsData || change.Action is PlanAction.Delete or PlanAction.Forget)
        && (Changes.All(change => change.Action != PlanAction.Forget)
            || Changes.Any(change => !change.IsData && change.Action == PlanAction.Delete));

    public DependencyGraph Graph { get; init; } = DependencyGraph.Empty;

    /// <summary>Facts of the configuration needed besides the changes.</summary>
    public ConfigurationFacts Configuration { get; init; } = ConfigurationFacts.None;

    /// <summary>The values of the root module's variables; sensitive ones are markers.</summary>
    public IReadOnlyDictionary<string, RedactedJson> Variables { get; init; } = new Dictionary<string, RedactedJson>();

    /// <summary>
    /// Unchanged managed resources, if the reader was asked to keep them (rules of scope <c>all</c> need them).
    /// </summary>
    public IReadOnlyList<ResourceChange> Unchanged { get; init; } = [];

    /// <summary>
    /// False when the plan format cannot mark sensitive values: Terraform up to 0.13 writes no marks, up to 0.15.0 none
    /// of providers. Attributes are then masked only by name.
    /// </summary>
    public bool HasSensitivityMarks { get; init; } = true;

    /// <summary>
    /// Changed attributes with secret names that the plan does not mark as sensitive; their values are masked.
    /// </summary>
    public IReadOnlyList<UnmarkedSecret> UnmarkedSecrets { get; init; } = [];

    /// <summary>
    /// The plan's secrets, used to mask them in texts outside the plan; empty if the plan was read from facts.
    /// </summary>
    internal Secrets Secrets { get; init; } = new();

    /// <summary>Masks the plan's secrets in a text outside of it, such as an error message of its apply.</summary>
    public string MaskSecrets(string text) => Secrets.MaskWithin(text);

    /// <summary>When the plan was created, according to the plan; null when unknown.</summary>
    public string? Timestamp { get; init; }
}

/// <summary>A root module output that is created, updated or deleted.</summary>
public sealed record OutputChange(string Name, PlanAction Action, RedactedJson Before, RedactedJson After);

/// <summary>
/// A change that Terraform could not plan yet; <paramref name="Reason"/> is Terraform's word, such as
/// <c>instance_count_unknown</c>.
/// </summary>
public sealed record DeferredChange(string Reason, ResourceChange Change);

/// <summary>
/// An action (Terraform 1.14+) that apply runs in addition to resource changes; its side effects are not in the state.
/// </summary>
public sealed record ActionInvocation(
    string Address, string Type, string? TriggeredBy, string? Event, bool Deferred, RedactedJson Config);

/// <summary>
/// A check block, condition or validation that is not known to pass: <paramref name="Status"/> is <c>fail</c>,
/// <c>error</c>, <c>unknown</c> or a newer word.
/// </summary>
public sealed record CheckResult(string Address, string Status, IReadOnlyList<string> Messages);
