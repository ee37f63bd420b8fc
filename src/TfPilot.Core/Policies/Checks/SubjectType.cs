using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>The facts that all resources of one type share, computed once.</summary>
internal sealed class SubjectType
{
    private ValuePath[]? sizes;
    private ReplicaAttribute[]? replicas;

    public SubjectType(string name, PolicyFacts facts)
    {
        Name = name;
        Tags = TagSchema.Of(name);
        IsGlobal = GlobalTypes.Contains(name);
        Rules = [.. facts.Rules.Select(rule => rule.For(this, facts)).OfType<EffectiveRule>()];
    }

    public string Name { get; }

    /// <summary>The rules that apply to resources of the type, narrowed to it.</summary>
    public EffectiveRule[] Rules { get; }

    public LazyObjectReader Opener { get; } = new();

    /// <summary>Null for types without known tag support.</summary>
    public TagSchema? Tags { get; }

    /// <summary>Whether resources of the type have no region.</summary>
    public bool IsGlobal { get; }

    public ValuePath[] Sizes => sizes ??= SizeAttributes.Of(Name);

    public ReplicaAttribute[] Replicas => replicas ??= ReplicaRegions.Of(Name);
}
