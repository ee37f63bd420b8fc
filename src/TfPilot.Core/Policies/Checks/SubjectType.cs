using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>The facts that all resources of one type share, computed once.</summary>
internal sealed class SubjectType
{
    private SizeAttributes[]? sizes;
    private CopyAttribute[]? copies;
    private NameAttributes? names;
    private RegionSource[]? regions;

    public SubjectType(string name, PolicyInputs facts)
    {
        Name = name;
        Provider = ProviderTable.Of(name);
        Tags = ObjectTags.Of(Provider?.Tags.FirstOrDefault(row => IsOf(row.Types)));
        IsGlobal = Provider?.Regions?.Global.Any(IsOf) == true;
        IsPlaced = Provider?.Regions?.Placed.Any(IsOf) == true;
        GlobalWhen =
        [
            .. (Provider?.Regions?.GlobalWhen ?? []).Where(row => IsOf(row.Types))
                .Select(row => (row.Attribute, row.Value)),
        ];
        Rules = [.. facts.Rules.Select(rule => rule.For(this, facts)).OfType<EffectiveRule>()];
    }

    public string Name { get; }

    /// <summary>Null for providers that the rules do not know.</summary>
    public ProviderSchema? Provider { get; }

    /// <summary>The rules that concern objects of the type, narrowed to it.</summary>
    public EffectiveRule[] Rules { get; }

    public LazyObjectReader Opener { get; } = new();

    /// <summary>Null for types without tags, and for those of which nothing is known about tags.</summary>
    public ObjectTags? Tags { get; }

    /// <summary>Whether resources of the type have no region.</summary>
    public bool IsGlobal { get; }

    /// <summary>Whether <c>global</c> is a place of these resources like any other.</summary>
    public bool IsPlaced { get; }

    /// <summary>The values by which a resource of the type has no region.</summary>
    public (string Attribute, string Value)[] GlobalWhen { get; }

    public SizeAttributes[] Sizes => sizes ??=
    [
        .. RowsOf(Provider?.Sizes).Select(row => new SizeAttributes(
            [.. row.Paths.Select(ValuePath.Of)], row.IsComputed)),
    ];

    /// <summary>The attributes that name regions of copies.</summary>
    public CopyAttribute[] Copies => copies ??=
    [
        .. RowsOf(Provider?.Copies).SelectMany(row => row.Paths.Select(path => new CopyAttribute(
            ValuePath.Of(path), row.IsComputed, row.SetWhen))),
    ];

    /// <summary>The attributes that may contain the name.</summary>
    public NameAttributes Names => names ??= RowsOf(Provider?.Names).FirstOrDefault() is { } row
        ? new([.. row.Paths.Select(ValuePath.Of)], row.IsComputed)
        : new([.. ProviderTable.Names.Select(ValuePath.Of)], IsComputed: false);

    /// <summary>The attributes that may contain the region, in order.</summary>
    public RegionSource[] Regions => regions ??= Provider?.Regions is { } schema
        ? [.. RegionSource.Of(schema, Name)] : [];

    /// <summary>Attributes with an object that may be written as JSON text.</summary>
    public IReadOnlyList<string> JsonTexts => Provider?.JsonTexts ?? [];

    /// <summary>The resource with objects in the place of JSON texts.</summary>
    public PlanValue WithJsonTexts(PlanValue resource) =>
        JsonTexts.Count == 0 || resource is not PlanValue.Map map ? resource
        : new PlanValue.Map([.. map.Entries.Select(entry => KeyValuePair.Create(
            entry.Key, JsonTexts.Contains(entry.Key) ? Opened(entry.Value) : entry.Value))]);

    /// <summary>A text that cannot be read may contain anything.</summary>
    private static PlanValue Opened(PlanValue value) =>
        value is PlanValue.Text { Value: var text } && JsonText.IsObjectOrList(text)
            ? JsonText.Read(text) ?? PlanValue.Unknown.Value : value;

    private IEnumerable<TypeAttributes> RowsOf(IReadOnlyList<TypeAttributes>? rows) =>
        (rows ?? []).Where(row => IsOf(row.Types));

    private bool IsOf(string types) => new Glob(types).Matches(Name);
}
