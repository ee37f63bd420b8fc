namespace TfPilot.Core.Policies;

/// <summary>What a violation requires, least first.</summary>
public enum PolicyLevel
{
    /// <summary>Shown, but passes.</summary>
    Advise,

    /// <summary>Requires approval by one of the rule's approvers, never by the author.</summary>
    Approve,

    /// <summary>Requires a fix or a merged waiver.</summary>
    Block,
}

/// <summary>How to treat a value that is unknown before apply.</summary>
public enum UnknownHandling
{
    Pass,
    Warn,
    Fail,
}

/// <summary>The resources that a rule checks.</summary>
public enum PolicyScope
{
    /// <summary>Resources that this plan creates (including replaced and imported ones).</summary>
    New,

    /// <summary>Resources that this plan creates or changes.</summary>
    Changed,

    /// <summary>All resources, including unchanged ones.</summary>
    All,
}

/// <summary>
/// One rule of <c>.tfpilot.yml</c>. Null values use the defaults in <see cref="PolicySettings"/>. <paramref name="In"/>
/// contains the complete rule for each environment that overrides it.
/// </summary>
public sealed record PolicyRule(string Id, RuleKind Kind)
{
    public PolicyLevel? Level { get; init; }

    public UnknownHandling? Unknown { get; init; }

    public PolicyScope? Scope { get; init; }

    /// <summary>Teams or users; null uses the default, empty means that no one may approve.</summary>
    public IReadOnlyList<string>? Approvers { get; init; }

    public bool? InlineIgnore { get; init; }

    public string? Why { get; init; }

    public string? Docs { get; init; }

    public string? Hint { get; init; }

    /// <summary>The risk factor (<c>RiskFactors.All</c>) that a violation adds; null for none.</summary>
    public string? Factor { get; init; }

    public IReadOnlyDictionary<string, PolicyRule> In { get; init; } = new Dictionary<string, PolicyRule>();

    /// <summary>The rule as it applies in an environment; null means outside all environments.</summary>
    public PolicyRule For(string? environment) =>
        environment is not null && In.TryGetValue(environment, out var there) ? there : this;
}

/// <summary>
/// The kind of a rule; each rule has exactly one. Texts may contain <c>${env}</c>, which is replaced with the
/// environment's name.
/// </summary>
public abstract record RuleKind
{
    private RuleKind() { }

    /// <summary>The name in the settings file and in the JSON contract (<c>findings[].kind</c>).</summary>
    public abstract string Word { get; }

    public sealed record Naming(TypeMatcher Types, ValueMatcher Pattern) : RuleKind
    {
        public override string Word => "naming";
    }

    public sealed record Tags(
        IReadOnlyDictionary<string, TagRequirement> Required, TypeMatcher Except, TagSource Source) : RuleKind
    {
        public override string Word => "tags";
    }

    /// <summary>
    /// Allowed regions by provider (<c>aws</c>, <c>google</c>, <c>azurerm</c>); other providers are unrestricted.
    /// </summary>
    public sealed record Regions(IReadOnlyDictionary<string, ValueMatcher> Allow) : RuleKind
    {
        public override string Word => "regions";
    }

    /// <summary>Allowed sizes by type, first matching pattern wins; other types are unrestricted.</summary>
    public sealed record Sizes(IReadOnlyList<SizeRule> Allow) : RuleKind
    {
        public override string Word => "sizes";
    }

    public sealed record Deny(TypeMatcher Types) : RuleKind
    {
        public override string Word => "deny";
    }

    public sealed record Protect(TypeMatcher Types, IReadOnlyList<ProtectedAction> Actions) : RuleKind
    {
        public override string Word => "protect";
    }

    public sealed record Attributes(IReadOnlyList<AttributeRule> Rules) : RuleKind
    {
        public override string Word => "attributes";
    }

    /// <summary>
    /// Allowed module sources; <paramref name="Pinned"/> requires an exact version, or a commit in the source.
    /// </summary>
    public sealed record Modules(ValueMatcher? Allow, bool Pinned) : RuleKind
    {
        public override string Word => "modules";
    }

    /// <summary>Provider sources without the public registry's host, such as <c>hashicorp/*</c>.</summary>
    public sealed record Providers(ValueMatcher Allow) : RuleKind
    {
        public override string Word => "providers";
    }

    /// <summary>Monthly guardrails; null means no limit.</summary>
    public sealed record Cost(decimal? MaxIncrease, decimal? MaxPercent, decimal? MaxTotal, string? Currency) : RuleKind
    {
        public override string Word => "cost";
    }
}

/// <summary>
/// The condition for a required tag's value; a null <paramref name="Value"/> only requires that the tag is present.
/// </summary>
public sealed record TagRequirement(ValueMatcher? Value, string? Hint);

/// <summary>Where a tag must be set.</summary>
public enum TagSource
{
    /// <summary>Anywhere: the resource's resulting tags.</summary>
    Effective,

    /// <summary>On the resource itself.</summary>
    Resource,

    /// <summary>In the provider's default tags.</summary>
    Provider,
}

public sealed record SizeRule(TypeMatcher Types, ValueMatcher Allow);

public enum ProtectedAction
{
    Create,
    Update,
    Delete,
    Replace,
    Forget,
}

/// <summary>
/// Conditions on resources of some types. Without <paramref name="Each"/> paths are relative to the resource, with it
/// (<c>ingress[*]</c>) to every element. <paramref name="Require"/>: each must hold. <paramref name="Forbid"/>: none
/// may hold. <paramref name="ForbidAll"/>: they must not all hold together (for one element).
/// </summary>
public sealed record AttributeRule(TypeMatcher Types, string? Each)
{
    public IReadOnlyDictionary<string, ValueMatcher> Require { get; init; } = new Dictionary<string, ValueMatcher>();

    public IReadOnlyDictionary<string, ValueMatcher> Forbid { get; init; } = new Dictionary<string, ValueMatcher>();

    public IReadOnlyDictionary<string, ValueMatcher> ForbidAll { get; init; } = new Dictionary<string, ValueMatcher>();
}
