namespace TfPilot.Core.Policies;

/// <summary>What a failed rule asks for, least first.</summary>
public enum PolicyLevel
{
    /// <summary>Shown; passes.</summary>
    Advise,

    /// <summary>Needs the approval of one of the rule's approvers, never the author's.</summary>
    Approve,

    /// <summary>Only code or a merged waiver helps.</summary>
    Block,
}

/// <summary>What a value that is not known before apply means.</summary>
public enum UnknownHandling
{
    Pass,
    Warn,
    Fail,
}

/// <summary>Which objects a rule looks at.</summary>
public enum PolicyScope
{
    /// <summary>Objects that this plan creates (also by replacing or importing them).</summary>
    New,

    /// <summary>Objects that this plan creates or changes.</summary>
    Changed,

    /// <summary>Every object, also those without any change.</summary>
    All,
}

/// <summary>
/// One rule of <c>.tfpilot.yml</c>. What is null falls back to <see cref="PolicySettings"/>. <paramref name="In"/> holds, for each environment
/// it names, the whole rule as it is there (its own keys over the rule's).
/// </summary>
public sealed record PolicyRule(string Id, RuleKind Kind)
{
    public PolicyLevel? Level { get; init; }

    public UnknownHandling? Unknown { get; init; }

    public PolicyScope? Scope { get; init; }

    /// <summary>Teams or users; null falls back, empty means nobody may lift it.</summary>
    public IReadOnlyList<string>? Approvers { get; init; }

    public bool? InlineIgnore { get; init; }

    public string? Why { get; init; }

    public string? Docs { get; init; }

    public string? Hint { get; init; }

    /// <summary>The risk factor (<c>RiskFactors.All</c>) that a failure of this rule adds; null for none.</summary>
    public string? Factor { get; init; }

    public IReadOnlyDictionary<string, PolicyRule> In { get; init; } = new Dictionary<string, PolicyRule>();

    /// <summary>The rule as it is in an environment; null is outside all environments.</summary>
    public PolicyRule For(string? environment) => environment is not null && In.TryGetValue(environment, out var there) ? there : this;
}

/// <summary>Exactly one of these is in each rule. Texts may hold <c>${env}</c>, which stands for the environment's name.</summary>
public abstract record RuleKind
{
    private RuleKind() { }

    /// <summary>The word of the settings file and of the JSON contract (<c>findings[].kind</c>).</summary>
    public abstract string Word { get; }

    public sealed record Naming(TypeMatcher Types, ValueMatcher Pattern) : RuleKind
    {
        public override string Word => "naming";
    }

    public sealed record Tags(IReadOnlyDictionary<string, TagRequirement> Required, TypeMatcher Except, TagSource Source) : RuleKind
    {
        public override string Word => "tags";
    }

    /// <summary>Allowed regions by provider (<c>aws</c>, <c>google</c>, <c>azurerm</c>); a provider that is not named is free.</summary>
    public sealed record Regions(IReadOnlyDictionary<string, ValueMatcher> Allow) : RuleKind
    {
        public override string Word => "regions";
    }

    /// <summary>Allowed sizes by type, most specific pattern first as written; a type that no pattern names is free.</summary>
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

    /// <summary>Where modules may come from; <paramref name="Pinned"/> asks for an exact version or a commit in the source.</summary>
    public sealed record Modules(ValueMatcher? Allow, bool Pinned) : RuleKind
    {
        public override string Word => "modules";
    }

    /// <summary>Provider sources without the public registry's host, as in <c>hashicorp/*</c>.</summary>
    public sealed record Providers(ValueMatcher Allow) : RuleKind
    {
        public override string Word => "providers";
    }

    /// <summary>Guardrails per month; null is no limit.</summary>
    public sealed record Cost(decimal? MaxIncrease, decimal? MaxPercent, decimal? MaxTotal, string? Currency) : RuleKind
    {
        public override string Word => "cost";
    }
}

/// <summary>What a required tag's value must be; <paramref name="Value"/> null asks only that there is one.</summary>
public sealed record TagRequirement(ValueMatcher? Value, string? Hint);

/// <summary>Where a tag must come from.</summary>
public enum TagSource
{
    /// <summary>Wherever: what the object will have in the end.</summary>
    Effective,

    /// <summary>Written on the resource itself.</summary>
    Resource,

    /// <summary>From the provider's default tags.</summary>
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
/// Conditions on objects of some types. Without <paramref name="Each"/> paths start at the object; with it (<c>ingress[*]</c>) at every
/// element. <paramref name="Require"/>: each must hold. <paramref name="Forbid"/>: none may hold. <paramref name="ForbidAll"/>: not all together
/// may hold (of one element).
/// </summary>
public sealed record AttributeRule(TypeMatcher Types, string? Each)
{
    public IReadOnlyDictionary<string, ValueMatcher> Require { get; init; } = new Dictionary<string, ValueMatcher>();

    public IReadOnlyDictionary<string, ValueMatcher> Forbid { get; init; } = new Dictionary<string, ValueMatcher>();

    public IReadOnlyDictionary<string, ValueMatcher> ForbidAll { get; init; } = new Dictionary<string, ValueMatcher>();
}
