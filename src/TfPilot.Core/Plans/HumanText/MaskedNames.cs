namespace TfPilot.Core.Plans;

/// <summary>
/// The attributes of one resource that the review masks. The text shows no indexes of list elements, so an attribute
/// is known by its own name, at any depth of the resource.
/// </summary>
internal sealed class MaskedNames
{
    private readonly HashSet<string> whole = new(StringComparer.Ordinal);
    private readonly HashSet<string> parts = new(StringComparer.Ordinal);
    private bool hidesAll;

    /// <summary>Hides every value; used where it is not known which values the review masks.</summary>
    public static MaskedNames Everything { get; } = new() { hidesAll = true };

    public static MaskedNames Of(ResourceChange change) => new MaskedNames().With(change);

    public MaskedNames With(ResourceChange change) => With("", change.Before).With("", change.After);

    /// <param name="name">The attribute whose value it is; empty for a whole resource.</param>
    public MaskedNames With(string name, RedactedJson value)
    {
        if (value.Mentions(Markers.QuotedKey)) Add(name, value.Value());
        return this;
    }

    /// <summary>Whether the value of this attribute is a secret.</summary>
    public bool Hides(string name) => hidesAll || whole.Contains(name);

    /// <summary>Whether the value of this attribute contains a secret that stands elsewhere too.</summary>
    public bool HidesPartOf(string name) => hidesAll || parts.Contains(name);

    private void Add(string name, PlanValue value)
    {
        switch (value)
        {
            case PlanValue.Sensitive: hidesAll |= name.Length == 0; whole.Add(name); break;
            case PlanValue.Masked: parts.Add(name); break;
            case PlanValue.List list:
                foreach (var item in list.Items) Add(name, item);
                break;
            case PlanValue.Map map:
                foreach (var (key, entry) in map.Entries) Add(key, entry);
                break;
            default: break;
        }
    }
}
