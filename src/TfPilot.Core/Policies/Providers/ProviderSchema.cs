namespace TfPilot.Core.Policies;

/// <summary>
/// Where the resources of a provider keep what rules ask for. Resource types are globs, attributes are paths; of
/// several rows for a type, all count for sizes and copies, and the first one counts for tags and names.
/// </summary>
/// <param name="Name">The provider's name, with which its resource types begin.</param>
/// <param name="Cloud">The first provider of the cloud; its region rules apply to the others too.</param>
internal sealed record ProviderSchema(string Name, string Cloud)
{
    /// <summary>What its regions are called, for the documentation of the settings.</summary>
    public string Title { get; init; } = "";

    /// <summary>Other providers with the same resource types.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>Null when its resources have no regions.</summary>
    public RegionSchema? Regions { get; init; }

    /// <summary>Attributes that name further regions: of replicas, of backups, of the other end of a copy.</summary>
    public IReadOnlyList<TypeAttributes> Copies { get; init; } = [];

    public IReadOnlyList<TagSchema> Tags { get; init; } = [];

    public IReadOnlyList<TypeAttributes> Sizes { get; init; } = [];

    /// <summary>Types whose name is not in one of the <see cref="ProviderTable.Names"/>.</summary>
    public IReadOnlyList<TypeAttributes> Names { get; init; } = [];

    /// <summary>Attributes with an object that some versions of the provider take as JSON text.</summary>
    public IReadOnlyList<string> JsonTexts { get; init; } = [];
}

/// <summary>
/// Attributes of some types. A name behind a list means that of each element. <paramref name="IsComputed"/>: the
/// provider fills them in when they are not set, so that an unknown value says nothing. Computed sizes and names are
/// different ways to write the same value: one of them is set, and the provider derives the others from it.
/// </summary>
internal sealed record TypeAttributes(string Types, IReadOnlyList<string> Paths, bool IsComputed = false)
{
    /// <summary>Another attribute, with the values for which the provider certainly fills these in.</summary>
    public (string Attribute, IReadOnlyList<string> Values)? SetWhen { get; init; }
}

/// <summary>How a provider tells the region of its resources.</summary>
/// <param name="Own">The attributes that set the region; the first one with a value decides.</param>
/// <param name="ToRegion">The region in a value that contains one (a zone, a link); null for other values.</param>
internal sealed record RegionSchema(IReadOnlyList<RegionAttribute> Own, Func<string, string?> ToRegion)
{
    /// <summary>Attributes that a region can be derived from; an unknown one says nothing.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>The argument of the provider with the default region; null when there is none.</summary>
    public string? Argument { get; init; }

    /// <summary>Whether only types with one of the <see cref="Own"/> attributes have a region.</summary>
    public bool IsOnlyOfOwn { get; init; }

    /// <summary>The attribute with the resource that contains this one, for types without an own attribute.</summary>
    public string? Inside { get; init; }

    /// <summary>Whether the job's environment may set the default region.</summary>
    public bool HasJobDefault { get; init; }

    /// <summary>Types of services without regions.</summary>
    public IReadOnlyList<string> Global { get; init; } = [];

    /// <summary>Resources without a region because of the value of an attribute.</summary>
    public IReadOnlyList<(string Types, string Attribute, string Value)> GlobalWhen { get; init; } = [];

    /// <summary>
    /// Types that keep data, for which the location <c>global</c> is one choice among others. For every other type it
    /// means that there is no region.
    /// </summary>
    public IReadOnlyList<string> Placed { get; init; } = [];
}

/// <param name="Path">The path of the attribute.</param>
/// <param name="Types">The types to which it means that; for others the attribute is something else.</param>
internal sealed record RegionAttribute(string Path, string Types = "*")
{
    /// <summary>Whether the provider fills it in, so that an unknown value says nothing.</summary>
    public bool IsComputed { get; init; }

    /// <summary>A type for which it cannot be set by versions that do not have the other attribute.</summary>
    public (string Type, string Other)? ComputedWithout { get; init; }
}

/// <summary>How a provider stores tags.</summary>
/// <param name="Types">The types with these tags.</param>
/// <param name="Own">The resource's own attributes for tags; empty for types whose attribute is something else.</param>
/// <param name="All">The attribute with the resulting tags; null when there is none.</param>
/// <param name="Defaults">The provider's argument with default tags; null when there is none.</param>
internal sealed record TagSchema(
    string Types, IReadOnlyList<string> Own, string? All = null, string? Defaults = null)
{
    public TagForm Form { get; init; } = TagForm.Map;

    /// <summary>Every resource has the attribute, but Azure rejects it for most nested resources.</summary>
    public bool IsOnlyOfTopLevel { get; init; }
}

/// <summary>The form of tags; an attribute of another form does not contain tags.</summary>
internal enum TagForm
{
    Map,

    /// <summary>Blocks or objects of <c>key</c> and <c>value</c>, or a map.</summary>
    Pairs,

    /// <summary>Texts such as <c>owner:team-a</c>.</summary>
    Words,

    /// <summary>A map whose keys may have a namespace, as in <c>Operations.owner</c>.</summary>
    Namespaces,
}
