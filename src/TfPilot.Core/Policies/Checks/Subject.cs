using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>An object that rules look at: what Terraform manages, without the leftovers of failed replacements.</summary>
internal sealed class Subject(ResourceChange change)
{
    private PlanValue? after;
    private (bool Looked, ObjectName? Found) name;
    private (bool Looked, ObjectRegion? Found) region;

    public ResourceChange Change => change;

    public string Type => change.Type;

    /// <summary>The object as it will be, read once for all rules.</summary>
    public PlanValue After => after ??= change.After.Value();

    public ObjectName? Name => (name = name.Looked ? name : (true, ObjectName.Of(this))).Found;

    public ObjectRegion? RegionIn(string cloud, PolicyFacts facts) => (region = region.Looked ? region : (true, Regions.Of(cloud, this, facts))).Found;

    /// <summary>The attribute; null when the type has none of this name, <see cref="PlanValue.Unknown"/> also when the whole object is unknown.</summary>
    public PlanValue? Attribute(string name) => After switch
    {
        PlanValue.Map map => map.Find(name),
        PlanValue.Null => null,
        var hidden => hidden,
    };

    public static bool IsHidden(PlanValue? value) => value is PlanValue.Unknown or PlanValue.Sensitive or PlanValue.Masked;
}
