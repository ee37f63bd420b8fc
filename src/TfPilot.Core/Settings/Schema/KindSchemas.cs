using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Settings;

/// <summary>The ten kinds of rules.</summary>
internal static class KindSchemas
{
    public static IReadOnlyList<Field> All { get; } =
    [
        new("naming", Naming, "Names follow a pattern."),
        new("tags", Tags, "Tags or labels are there and have the right values."),
        new("regions", Regions, "Objects live in allowed regions; a provider that is not named is free."),
        new("sizes", Sizes, "Objects have allowed sizes; a type that is not named is free."),
        new("deny", new Schema.Keys([Types with { IsRequired = true }]), "Types that may not be used."),
        new("protect", Protect, "Objects that may not be deleted, replaced and so on."),
        new("attributes", new Schema.Items(Attributes, Min: 1), "Conditions on any attribute."),
        new("modules", Modules, "Where modules may come from."),
        new("providers", new Schema.Keys([Allow("Sources of providers, as in hashicorp/*, without the public registry's host.") with { IsRequired = true }]), "Which providers may be used."),
        new("cost", Cost, "Limits of the costs per month."),
    ];

    /// <summary>A list has no keys of its own: it is replaced whole, under the kind's name.</summary>
    public static IEnumerable<Field> OwnKeysOf(Field kind) =>
        kind.Shape is Schema.Keys keys ? keys.Fields.Select(field => field with { IsRequired = false, Default = null }) : [kind];

    private static Field Types => new("types", CommonSchemas.Types, "Resource types with globs; `!` excludes (azurerm_*!azurerm_resource_group), `stateful` is the built-in set of types that hold data.");

    private static Schema.Keys Naming => new(
    [
        Types with { Default = "[\"*\"]" },
        new("pattern", CommonSchemas.Matcher, "What names look like.") { IsRequired = true },
    ]);

    private static Schema.Keys Tags => new(
    [
        new("required", new Schema.Names(new Schema.Text("a tag's name"), Requirement, Min: 1), "The tags by name, each with what its value must be; `{}` asks only that there is one.") { IsRequired = true },
        new("except", CommonSchemas.Types, "Types that need none."),
        new("source", CommonSchemas.Words<TagSource>(), "Where the tags come from: wherever (what the object has in the end), the resource itself, or the provider's defaults.") { Default = "effective" },
    ]);

    private static Schema.Keys Requirement => new(
    [
        new("pattern", CommonSchemas.Matcher, "What the value looks like."),
        new("values", CommonSchemas.Matcher, "The values of which it is one."),
        new("equals", CommonSchemas.Matcher, "The value it is."),
        new("hint", CommonSchemas.Sentence, "What to write, shown with each failure."),
    ])
    { OneOf = ["pattern", "values", "equals"] };

    private static Schema.Keys Regions => new(
    [
        new("aws", CommonSchemas.Matcher, "Regions of AWS."),
        new("google", CommonSchemas.Matcher, "Regions of Google Cloud."),
        new("azurerm", CommonSchemas.Matcher, "Locations of Azure, as in westeurope."),
    ], Min: 1);

    private static Schema.Keys Sizes => new(
    [
        new("allow", new Schema.Names(CommonSchemas.TypePattern, CommonSchemas.Matcher, Min: 1), "Sizes by resource type; of several patterns for a type the first as written counts.") { IsRequired = true },
    ]);

    private static Schema.Keys Protect => new(
    [
        Types with { IsRequired = true },
        new("actions", new Schema.Items(CommonSchemas.Words<ProtectedAction>(), Min: 1), "What may not happen to them.") { Default = "[\"delete\", \"replace\", \"forget\"]" },
    ]);

    private static Schema.Keys Attributes => new(
    [
        new("type", new Schema.OneOrItems(CommonSchemas.TypePattern), "Resource types with globs, as in `types`.") { IsRequired = true },
        new("each", new Schema.Text("a path that ends in [*], as in ingress[*]", @"^[^\s]+\[\*\]$"), "Look at every element of this list; the paths below begin there."),
        Conditions("require", "Each of these must hold; of a list value all elements."),
        Conditions("forbid", "None of these may hold; of a list value no element."),
        Conditions("forbid_all", "Not all of these together may hold (of one element, with `each`)."),
    ])
    { AnyOf = ["require", "forbid", "forbid_all"] };

    private static Field Conditions(string key, string meaning) => new(key, new Schema.Names(new Schema.Text("an attribute's path", @"^(\S|\[""[^""]*""\])+$"), CommonSchemas.Matcher, Min: 1), meaning);

    private static Schema.Keys Modules => new(
    [
        Allow("Sources of modules."),
        new("pinned", CommonSchemas.Flag, "Each call names one version, or a commit in its source.") { Default = "false" },
    ], Min: 1);

    private static Field Allow(string meaning) => new("allow", CommonSchemas.Matcher, meaning);

    private static Schema.Keys Cost => new(
    [
        new("max_increase", CommonSchemas.Amount, "The most by which the costs may rise."),
        new("max_percent", CommonSchemas.Amount, "The most by which the costs may rise, in percent of what they were."),
        new("max_total", CommonSchemas.Amount, "The most that everything may cost."),
        new("currency", new Schema.Text("a currency of three capital letters, as in USD", "^[A-Z]{3}$"), "The currency of these amounts; without it the review's."),
    ])
    { AnyOf = ["max_increase", "max_percent", "max_total"] };
}
