using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>A resource that rules evaluate: managed by Terraform, without leftovers of failed replacements.</summary>
internal sealed class Subject(ResourceChange change, SubjectType kind)
{
    private PlanValue? after;
    private PlanValue? written;
    private string? provider;
    private (bool Looked, ObjectName? Found) name;
    private (bool Looked, ObjectRegion? Found) region;
    private (TagSource? From, IReadOnlyList<TagOrigin> Found) tags = (null, []);
    private (ValuePath? Path, ValueLocations Found) elements;

    public ResourceChange Change => change;

    public string Type => change.Type;

    public SubjectType TypeInfo => kind;

    /// <summary>The planned resource, read once for all rules, with objects in the place of JSON texts.</summary>
    public PlanValue After => after ??= kind.WithJsonTexts(Written);

    /// <summary>The planned resource as the plan has it.</summary>
    public PlanValue Written => written ??= kind.Opener.Open(change.After);

    public ObjectName? Name => (name = name.Looked ? name : (true, ObjectName.Of(this))).Found;

    public string Provider => provider ??= Regions.ProviderOf(change);

    /// <summary>The first provider of the cloud, whose region rules apply to the others too.</summary>
    public string Cloud => kind.Provider?.Cloud ?? Provider;

    public ObjectRegion? RegionIn(PolicyInputs facts) =>
        (region = region.Looked ? region : (true, Regions.Of(this, facts))).Found;

    /// <summary>Cached, because rules about tags or blocks usually ask for the same values.</summary>
    public IReadOnlyList<TagOrigin> TagsFrom(TagSource source, ProviderArguments providers) =>
        (tags = tags.From == source ? tags : (source, [.. kind.Tags!.CarriersOf(this, source, providers)])).Found;

    public ValueLocations Elements(ValuePath path) =>
        (elements = elements.Path?.Text == path.Text ? elements : (path, path.In(After))).Found;

    /// <summary>
    /// The attribute; null when the type does not have it, <see cref="PlanValue.Unknown"/> when it or the whole
    /// resource is unknown.
    /// </summary>
    public PlanValue? Attribute(string name) => After switch
    {
        PlanValue.Map map => map.Find(name),
        PlanValue.Null => null,
        var hidden => hidden,
    };

    /// <summary>The value at the path; null when the type does not have its first attribute.</summary>
    public PlanValue? ValueOf(ValuePath path) =>
        Attribute(path.First) is not { } first ? null
        : path.Text == path.First ? first
        : path.In(After).FirstOrNull;
}
