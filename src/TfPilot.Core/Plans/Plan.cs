namespace TfPilot.Core.Plans;

/// <summary>
/// A Terraform or OpenTofu plan, redacted: every value in it may be shown to anyone who may see the pull request.
/// Objects that neither change, move nor are imported are only counted.
/// </summary>
public sealed record Plan
{
    public required string FormatVersion { get; init; }

    public string? TerraformVersion { get; init; }

    /// <summary>In plan order.</summary>
    public IReadOnlyList<ResourceChange> Changes { get; init; } = [];

    /// <summary>How many objects have the action no-op; those that move or are imported are in <see cref="Changes"/> too.</summary>
    public int NoOps { get; init; }

    /// <summary>What changed outside Terraform since the last apply, entries without any change left out.</summary>
    public IReadOnlyList<ResourceChange> Drift { get; init; } = [];

    /// <summary>Outputs that change; those without change are left out.</summary>
    public IReadOnlyList<OutputChange> Outputs { get; init; } = [];

    public IReadOnlyList<DeferredChange> Deferred { get; init; } = [];

    public IReadOnlyList<ActionInvocation> Invocations { get; init; } = [];

    /// <summary>Checks whose status is not <c>pass</c>.</summary>
    public IReadOnlyList<CheckResult> Checks { get; init; } = [];

    /// <summary>Planning stopped with an error: the plan is partial and nothing about it is safe.</summary>
    public bool Errored { get; init; }

    /// <summary>False when more changes will follow in another plan; OpenTofu and older Terraform do not say, which counts as complete.</summary>
    public bool Complete { get; init; } = true;

    public bool? Applyable { get; init; }

    public DependencyGraph Graph { get; init; } = DependencyGraph.Empty;

    /// <summary>What of the configuration is needed beside the changes.</summary>
    public ConfigurationFacts Configuration { get; init; } = ConfigurationFacts.None;

    /// <summary>The values of the root module's variables; those declared sensitive are markers.</summary>
    public IReadOnlyDictionary<string, RedactedJson> Variables { get; init; } = new Dictionary<string, RedactedJson>();

    /// <summary>Managed objects without any change, when the reader was asked to keep them (rules of scope <c>all</c> look at them).</summary>
    public IReadOnlyList<ResourceChange> Unchanged { get; init; } = [];

    /// <summary>
    /// False when nothing in the plan is marked sensitive although it should be: Terraform up to 0.13 writes no marks, up to 0.15.0 none of
    /// providers. Attributes are then masked by their names only.
    /// </summary>
    public bool DeclaresSensitive { get; init; } = true;

    /// <summary>Attributes of changes that are secrets by their names and that the plan does not declare sensitive; their values are masked.</summary>
    public IReadOnlyList<UndeclaredSecret> UndeclaredSecrets { get; init; } = [];

    /// <summary>The texts that must not be shown beside the plan either; empty when the plan came as facts.</summary>
    internal Secrets Secrets { get; init; } = new();

    /// <summary>When the plan was made, as the plan says; null where it does not.</summary>
    public string? Timestamp { get; init; }
}

/// <summary>A root module output that is created, updated or deleted.</summary>
public sealed record OutputChange(string Name, PlanAction Action, RedactedJson Before, RedactedJson After);

/// <summary>A change Terraform could not plan yet; <paramref name="Reason"/> is Terraform's word, such as <c>instance_count_unknown</c>.</summary>
public sealed record DeferredChange(string Reason, ResourceChange Change);

/// <summary>An action (Terraform 1.14+) that apply will run beside the resource changes: a side effect no state records.</summary>
public sealed record ActionInvocation(string Address, string Type, string? TriggeredBy, string? Event, bool Deferred, RedactedJson Config);

/// <summary>A check block, condition or validation that is not known to pass: <paramref name="Status"/> is <c>fail</c>, <c>error</c>, <c>unknown</c> or a newer word.</summary>
public sealed record CheckResult(string Address, string Status, IReadOnlyList<string> Messages);
