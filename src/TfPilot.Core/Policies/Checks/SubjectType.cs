using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>What is the same for all objects of one type, found once.</summary>
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

    /// <summary>The rules that concern objects of the type, narrowed to it.</summary>
    public EffectiveRule[] Rules { get; }

    public LazyObjectReader Opener { get; } = new();

    /// <summary>Null for types of which nothing is known about tags.</summary>
    public TagSchema? Tags { get; }

    /// <summary>No object of the type has a region.</summary>
    public bool IsGlobal { get; }

    public ValuePath[] Sizes => sizes ??= SizeAttributes.Of(Name);

    public ReplicaAttribute[] Replicas => replicas ??= ReplicaRegions.Of(Name);
}
