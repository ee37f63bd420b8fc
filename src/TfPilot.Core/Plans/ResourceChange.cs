namespace TfPilot.Core.Plans;

/// <summary>
/// One entry of the plan's <c>resource_changes</c> or <c>resource_drift</c>. In drift, before is the state and after
/// the real resource.
/// </summary>
public sealed record ResourceChange
{
    public required ResourceAddress Address { get; init; }

    /// <summary>The address before a <c>moved</c> block; null when it does not move.</summary>
    public ResourceAddress? PreviousAddress { get; init; }

    /// <summary>True for data sources; every other mode counts as managed.</summary>
    public bool IsData { get; init; }

    public required string Type { get; init; }

    /// <summary>
    /// The provider's source address, such as <c>registry.terraform.io/hashicorp/aws</c>; empty when the plan has none.
    /// </summary>
    public string Provider { get; init; } = "";

    public required PlanAction Action { get; init; }

    /// <summary>The plan's own actions, in its order.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>Terraform's <c>action_reason</c>; null when there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>The key of a deposed object: the leftover of a failed create-before-destroy.</summary>
    public string? Deposed { get; init; }

    /// <summary>Set when the resource is imported: its id, or a marker when the id is unknown or masked.</summary>
    public PlanValue? Importing { get; init; }

    /// <summary>Attribute paths that force the replacement, such as <c>ingress[0].cidr_blocks</c>.</summary>
    public IReadOnlyList<string> ReplacePaths { get; init; } = [];

    /// <summary>
    /// In drift, the paths of the attributes that matter to the plan; null when the plan does not say, so all do.
    /// </summary>
    internal IReadOnlyList<string>? RelevantPaths { get; init; }

    /// <summary>The resource before and after; <see cref="RedactedJson.Null"/> when it does not exist.</summary>
    public RedactedJson Before { get; init; }

    public RedactedJson After { get; init; }

    public bool IsMove => PreviousAddress is { } previous && previous != Address;

    public bool IsImport => Importing is not null;

    /// <summary>
    /// The leaves that differ, in path order. For a creation all known and unknown leaves that are not null.
    /// </summary>
    public IReadOnlyList<AttributeChange> AttributeChanges() => AttributeDiff.Of(this);

    /// <summary>
    /// The word in the JSON contract: the action, or <c>import</c> or <c>move</c> when nothing else happens.
    /// </summary>
    public string Word => Action != PlanAction.NoOp ? Action.Word() : IsImport ? "import" : IsMove ? "move" : "noop";
}

/// <summary>
/// One leaf that differs: <paramref name="Path"/> is such as <c>tags.owner</c> or <c>ingress[0].from_port</c>; null
/// means that the side does not have the leaf.
/// </summary>
public sealed record AttributeChange(string Path, PlanValue? Before, PlanValue? After, bool ForcesReplacement);
