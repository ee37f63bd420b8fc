using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Settings;

/// <summary>The ten kinds of rules.</summary>
internal static class KindShapes
{
    public static IReadOnlyList<Field> All { get; } =
    [
        new("naming", Naming, "Names follow a pattern."),
        new("tags", Tags, "Tags or labels are there and have the right values."),
        new("regions", Regions, "Objects live in allowed regions; a provider that is not named is free."),
        new("sizes", Sizes, "Objects have allowed sizes; a type that is not named is free."),
        new("deny", new Shape.Keys([Types with { IsRequired = true }]), "Types that may not be used."),
        new("protect", Protect, "Objects that may not be deleted, replaced and so on."),
        new("attributes", new Shape.Items(Attributes, Least: 1), "Conditions on any attribute."),
        new("modules", Modules, "Where modules may come from."),
        new("providers", new Shape.Keys([Allow("Sources of providers, as in hashicorp/*, without the public registry's host.") with { IsRequired = true }]), "Which providers may be used."),
        new("cost", Cost, "Limits of the costs per month."),
    ];

    /// <summary>A list has no keys of its own: it is replaced whole, under the kind's name.</summary>
    public static IEnumerable<Field> OwnKeysOf(Field kind) =>
        kind.Shape is Shape.Keys keys ? keys.Fields.Select(field => field with { IsRequired = false, Default = null }) : [kind];

    private static Field Types => new("types", Forms.Types, "Resource types with globs; `!` excludes (azurerm_*!azurerm_resource_group), `stateful` is the built-in set of types that hold data.");

    private static Shape.Keys Naming => new(
    [
        Types with { Default = "[\"*\"]" },
        new("pattern", Forms.Matcher, "What names look like.") { IsRequired = true },
    ]);

    private static Shape.Keys Tags => new(
    [
        new("required", new Shape.Names(new Shape.Text("a tag's name"), Requirement, Least: 1), "The tags by name, each with what its value must be; `{}` asks only that there is one.") { IsRequired = true },
        new("except", Forms.Types, "Types that need none."),
        new("source", Forms.Words<TagSource>(), "Where the tags come from: wherever (what the object has in the end), the resource itself, or the provider's defaults.") { Default = "effective" },
    ]);

    private static Shape.Keys Requirement => new(
    [
        new("pattern", Forms.Matcher, "What the value looks like."),
        new("values", Forms.Matcher, "The values of which it is one."),
        new("equals", Forms.Matcher, "The value it is."),
        new("hint", Forms.Sentence, "What to write, shown with each failure."),
    ])
    { OneOf = ["pattern", "values", "equals"] };

    private static Shape.Keys Regions => new(
    [
        new("aws", Forms.Matcher, "Regions of AWS."),
        new("google", Forms.Matcher, "Regions of Google Cloud."),
        new("azurerm", Forms.Matcher, "Locations of Azure, as in westeurope."),
    ], Least: 1);

    private static Shape.Keys Sizes => new(
    [
        new("allow", new Shape.Names(Forms.TypePattern, Forms.Matcher, Least: 1), "Sizes by resource type; of several patterns for a type the first as written counts.") { IsRequired = true },
    ]);

    private static Shape.Keys Protect => new(
    [
        Types with { IsRequired = true },
        new("actions", new Shape.Items(Forms.Words<ProtectedAction>(), Least: 1), "What may not happen to them.") { Default = "[\"delete\", \"replace\", \"forget\"]" },
    ]);

    private static Shape.Keys Attributes => new(
    [
        new("type", new Shape.OneOrItems(Forms.TypePattern), "Resource types with globs, as in `types`.") { IsRequired = true },
        new("each", new Shape.Text("a path that ends in [*], as in ingress[*]", @"^[^\s]+\[\*\]$"), "Look at every element of this list; the paths below begin there."),
        Conditions("require", "Each of these must hold; of a list value all elements."),
        Conditions("forbid", "None of these may hold; of a list value no element."),
        Conditions("forbid_all", "Not all of these together may hold (of one element, with `each`)."),
    ])
    { AnyOf = ["require", "forbid", "forbid_all"] };

    private static Field Conditions(string key, string meaning) => new(key, new Shape.Names(new Shape.Text("an attribute's path", @"^(\S|\[""[^""]*""\])+$"), Forms.Matcher, Least: 1), meaning);

    private static Shape.Keys Modules => new(
    [
        Allow("Sources of modules."),
        new("pinned", Forms.Flag, "Each call names one version, or a commit in its source.") { Default = "false" },
    ], Least: 1);

    private static Field Allow(string meaning) => new("allow", Forms.Matcher, meaning);

    private static Shape.Keys Cost => new(
    [
        new("max_increase", Forms.Amount, "The most by which the costs may rise."),
        new("max_percent", Forms.Amount, "The most by which the costs may rise, in percent of what they were."),
        new("max_total", Forms.Amount, "The most that everything may cost."),
        new("currency", new Shape.Text("a currency of three capital letters, as in USD", "^[A-Z]{3}$"), "The currency of these amounts; without it the review's."),
    ])
    { AnyOf = ["max_increase", "max_percent", "max_total"] };
}
