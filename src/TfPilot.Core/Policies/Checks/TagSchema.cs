using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// How the types of a provider store tags: <paramref name="Own"/> is the resource's own attribute, <paramref
/// name="All"/> the resulting one, <paramref name="Defaults"/> the provider argument with default tags.
/// </summary>
internal sealed record TagSchema(string Types, string Own, string? All = null, string? Defaults = null)
{
    /// <summary>Types that represent a single tag of another resource.</summary>
    private static readonly GlobSet Never = new(
        ["aws_{ec2,autoscaling_group,ecs,transfer,dynamodb}_tag", "azuread_*",
            "azurerm_api_management_{named_value,property}"]);

    private static readonly TagSchema[] Known =
    [
        new("aws_autoscaling_group", "tag") { HoldsBlocks = true },
        new("aws_*", "tags", "tags_all", "default_tags.tags"),
        new("google_sql_database_instance", "settings.user_labels"),
        new("google_monitoring_*", "user_labels"),
        new("google_*", "labels", "terraform_labels", "default_labels"),
        new("azurerm_*", "tags"),
        new("azapi_*", "tags") { IsOnlyOfTopLevel = true },
        new("awscc_*", "tags") { HoldsBlocks = true },
    ];

    private static readonly ValuePath Specifications = ValuePath.Of("tag_specifications[*].tags");
    private readonly ValuePath own = ValuePath.Of(Own);
    private readonly string root = Own.Split('.')[0];

    /// <summary>
    /// Tags are blocks or objects of <c>key</c> and <c>value</c>; in other types a list of this name has another
    /// meaning.
    /// </summary>
    public bool HoldsBlocks { get; init; }

    /// <summary>Every resource has the attribute, but Azure rejects it for most nested resources.</summary>
    public bool IsOnlyOfTopLevel { get; init; }

    /// <summary>Null for types without known tag support.</summary>
    public static TagSchema? Of(string type) =>
        Never.Matches(type) ? null : Array.Find(Known, schema => new Glob(schema.Types).Matches(type));

    /// <summary>
    /// Empty when the type has no tags; a plan always contains a type's attributes, at least as null or unknown.
    /// </summary>
    public IEnumerable<TagOrigin> CarriersOf(Subject subject, TagSource source, ProviderArguments providers)
    {
        if (!IsTaggable(subject)) yield break;
        yield return source switch
        {
            TagSource.Resource => new(Own, [OwnOf(subject)]),
            TagSource.Provider => new(Own, [.. DefaultsOf(subject, providers)]),
            _ => EffectiveOf(subject, providers),
        };
        if (source == TagSource.Provider || subject.Attribute("tag_specifications") is null) yield break;

        // Instances created from a launch template get these tags instead of the template's own.
        var places = Specifications.In(subject.After);
        for (var i = 0; i < places.Count; i++)
        {
            if (places[i] is { Value: not PlanValue.Null, Path: var path })
                yield return new(path, [TagLayer.Of(places[i].Value, path)]);
        }
    }

    private bool IsTaggable(Subject subject) =>
        (subject.Attribute(root) is not null && (HoldsBlocks || own.In(subject.After).FirstOrNull is not PlanValue.List)
            && !IsPartOfAnother(subject))
        || (All is not null && subject.Attribute(All) is not null);

    private bool IsPartOfAnother(Subject subject) => IsOnlyOfTopLevel && subject.Attribute(root) is PlanValue.Null
        && (subject.Attribute("type") is not PlanValue.Text { Value: var type } || type.Count('/') > 1
            || type.StartsWith("Microsoft.Authorization/", StringComparison.OrdinalIgnoreCase));

    private TagLayer OwnOf(Subject subject) => TagLayer.Of(own.In(subject.After).FirstOrNull, Own);

    private TagOrigin EffectiveOf(Subject subject, ProviderArguments providers) =>
        All is null ? new(Own, [OwnOf(subject)]) : subject.Attribute(All) switch
        {
            null => new(Own, [OwnOf(subject)]),
            PlanValue.Null => new(Own, [OwnOf(subject)]) { Otherwise = () => WithDefaults(subject, providers) },
            PlanValue.Map all => new(Own, [new(all, All)]) { Otherwise = () => WithDefaults(subject, providers) },
            _ => new(Own, WithDefaults(subject, providers)),
        };

    private IReadOnlyList<TagLayer> WithDefaults(Subject subject, ProviderArguments providers) =>
        [OwnOf(subject), .. DefaultsOf(subject, providers)];

    private IReadOnlyList<TagLayer> DefaultsOf(Subject subject, ProviderArguments providers) =>
        Defaults is null ? []
        : [new(providers.Constant(subject.Change.Address, Defaults), $"{Defaults} of the provider")];
}
