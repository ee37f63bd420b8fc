using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>Finds the tags of resources as their provider's <see cref="TagSchema"/> says.</summary>
internal sealed class ObjectTags
{
    private static readonly ValuePath Specifications = ValuePath.Of("tag_specifications[*].tags");

    private readonly TagSchema schema;
    private readonly ValuePath[] own;

    private ObjectTags(TagSchema schema) => (this.schema, own) = (schema, [.. schema.Own.Select(ValuePath.Of)]);

    public TagForm Form => schema.Form;

    /// <summary>Null for a type without tags.</summary>
    public static ObjectTags? Of(TagSchema? schema) => schema is null or { Own.Count: 0 } ? null : new(schema);

    /// <summary>
    /// Empty when the resource has no tags; a plan always contains a type's attributes, at least as null or unknown.
    /// </summary>
    public IEnumerable<TagOrigin> CarriersOf(Subject subject, TagSource source, ProviderArguments providers)
    {
        var paths = Array.FindAll(own, path => IsIn(subject, path));
        var all = schema.All is null ? null : subject.Attribute(schema.All);
        if (all is null && !IsTaggable(subject, paths)) yield break;
        var name = (paths.Length > 0 ? paths : own)[0].Text;
        yield return source switch
        {
            TagSource.Resource => new(name, OwnOf(subject, paths)),
            TagSource.Provider => new(name, DefaultsOf(subject, providers)),
            _ => EffectiveOf(name, all, OwnOf(subject, paths), () => DefaultsOf(subject, providers)),
        };
        if (source == TagSource.Provider || subject.Attribute("tag_specifications") is null) yield break;

        // Instances created from a launch template get these tags instead of the template's own.
        var places = Specifications.In(subject.After);
        for (var i = 0; i < places.Count; i++)
        {
            if (places[i] is { Value: not PlanValue.Null, Path: var path })
                yield return new(path, [.. TagLayer.Of(places[i].Value, path, schema.Form)]);
        }
    }

    /// <summary>Of several attributes, one within another counts only when it is set.</summary>
    private bool IsIn(Subject subject, ValuePath path) =>
        subject.Attribute(path.First) is not null && (own.Length == 1 || path.Text == path.First
            || path.In(subject.After).FirstOrNull is not PlanValue.Null);

    private bool IsTaggable(Subject subject, ValuePath[] paths) =>
        paths.Length > 0 && !IsPartOfAnother(subject, paths)
        && (schema.Form is TagForm.Pairs or TagForm.Words || Array.TrueForAll(paths, path => HoldsMap(subject, path)));

    /// <summary>An attribute of this name that is no map, such as a list of words, does not contain tags.</summary>
    private static bool HoldsMap(Subject subject, ValuePath path) =>
        path.In(subject.After).FirstOrNull is var value
        && (value is PlanValue.Map or PlanValue.Null || HiddenValue.Is(value));

    private bool IsPartOfAnother(Subject subject, ValuePath[] paths) =>
        schema.IsOnlyOfTopLevel && Array.TrueForAll(paths, path => path.In(subject.After).FirstOrNull is PlanValue.Null)
        && (subject.Attribute("type") is not PlanValue.Text { Value: var type } || type.Count('/') > 1
            || type.StartsWith("Microsoft.Authorization/", StringComparison.OrdinalIgnoreCase));

    private TagLayer[] OwnOf(Subject subject, ValuePath[] paths) =>
        [.. paths.SelectMany(path => TagLayer.Of(path.In(subject.After).FirstOrNull, path.Text, schema.Form))];

    private TagOrigin EffectiveOf(
        string name, PlanValue? all, IReadOnlyList<TagLayer> own, Func<IReadOnlyList<TagLayer>> defaults)
    {
        return all switch
        {
            null => new(name, own),
            PlanValue.Null => new(name, own) { Otherwise = WithDefaults },
            PlanValue.Map map => new(name, [new(map, schema.All!)]) { Otherwise = WithDefaults },
            _ => new(name, WithDefaults()),
        };

        IReadOnlyList<TagLayer> WithDefaults() => [.. own, .. defaults()];
    }

    /// <summary>
    /// Default tags are literal, or those of a variable. The expression around a variable is not in the plan and may
    /// add keys, as <c>merge</c> does.
    /// </summary>
    private IReadOnlyList<TagLayer> DefaultsOf(Subject subject, ProviderArguments providers)
    {
        if (schema.Defaults is not { } argument) return [];
        var address = subject.Change.Address;
        var where = $"{argument} of the provider";
        var literal = providers.Constant(address, argument);
        return HiddenValue.Is(literal) && providers.Value(address, argument) is PlanValue.Map variable
            ? [new(variable, where) { MayHaveMore = true }] : [new(literal, where)];
    }
}
