using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Settings;

/// <summary>All kinds of rules.</summary>
internal static class KindSchemas
{
    public static IReadOnlyList<SchemaField> All { get; } =
    [
        new("naming", Naming, "Names follow a pattern."),
        new("tags", Tags, "Required tags or labels are present and have the right values."),
        new("regions", Regions, "Resources are in allowed regions; providers not listed are unrestricted."),
        new("sizes", Sizes, "Resources have allowed sizes; types not listed are unrestricted."),
        new("deny", new Schema.Keys([Types with { IsRequired = true }]), "Resource types that must not be used."),
        new("protect", Protect, "Resources for which some actions are forbidden, such as delete and replace."),
        new("attributes", new Schema.Items(Attributes, Min: 1), "Conditions on any attribute."),
        new("modules", Modules, "Allowed module sources."),
        new("providers",
            new Schema.Keys(
                [Allow("Sources of providers, such as hashicorp/*, without the public registry's host.")
                    with { IsRequired = true }]), "Which providers may be used."),
        new("cost", Cost, "Limits for the monthly cost."),
    ];

    /// <summary>
    /// The keys that an environment may override. A list has no keys of its own: it is replaced as a whole, under the
    /// kind's name.
    /// </summary>
    public static IEnumerable<SchemaField> OwnKeysOf(SchemaField kind) =>
        kind.Schema is Schema.Keys keys ? keys.Fields.Select(field => field with { IsRequired = false, Default = null })
        : [kind];

    private static SchemaField Types =>
        new("types", CommonSchemas.Types,
            "Resource types with globs; `!` excludes (azurerm_*!azurerm_resource_group), `stateful` is the built-in " +
                "set of types that store data.");

    private static Schema.Keys Naming => new(
    [
        Types with { Default = "[\"*\"]" },
        new("pattern", CommonSchemas.Matcher, "The pattern that names must match.") { IsRequired = true },
    ]);

    private static Schema.Keys Tags => new(
    [
        new("required", new Schema.Names(new Schema.Text("a tag's name"), Requirement, Min: 1),
            "The tags by name, each with the condition for its value; `{}` only requires that the tag is present.")
                { IsRequired = true },
        new("except", CommonSchemas.Types, "Types that need no tags."),
        new("source", CommonSchemas.Words<TagSource>(),
            "Which tags are checked: `effective` (the resource's tags and the provider's default tags), `resource` " +
                "(only the resource's own), or `provider` (only the provider's default tags).")
                    { Default = "effective" },
    ]);

    private static Schema.Keys Requirement => new(
    [
        new("pattern", CommonSchemas.Matcher, "The pattern that the value must match."),
        new("values", CommonSchemas.Matcher, "The allowed values."),
        new("equals", CommonSchemas.Matcher, "The exact value."),
        new("hint", CommonSchemas.Sentence, "How to fix the tag, shown with each violation."),
    ])
    { OneOf = ["pattern", "values", "equals"] };

    private static Schema.Keys Regions => new(
    [
        .. ProviderTable.All.Where(provider => provider.Regions is not null).SelectMany(provider =>
            provider.Also.Prepend(provider.Name).Select(name =>
                new SchemaField(name, CommonSchemas.Matcher, $"{provider.Title}."))),
    ], Min: 1);

    private static Schema.Keys Sizes => new(
    [
        new("allow", new Schema.Names(CommonSchemas.TypePattern, CommonSchemas.Matcher, Min: 1),
            "Sizes by resource type; if several patterns match a type, the first one applies.") { IsRequired = true },
    ]);

    private static Schema.Keys Protect => new(
    [
        Types with { IsRequired = true },
        new("actions", new Schema.Items(CommonSchemas.Words<ProtectedAction>(), Min: 1),
            "The forbidden actions.") { Default = "[\"delete\", \"replace\", \"forget\"]" },
    ]);

    private static Schema.Keys Attributes => new(
    [
        new("type", new Schema.OneOrItems(CommonSchemas.TypePattern),
            "A resource type or a list of them, with globs such as aws_iam_*.") { IsRequired = true },
        new("each", new Schema.Text("a path that ends in [*], such as ingress[*]", @"^[^\s]+\[\*\]$"),
            "Evaluates every element of this list; the paths below are relative to it."),
        Conditions("require", "Each of these must hold; for a list value, for all elements."),
        Conditions("forbid", "None of these may hold; for a list value, for no element."),
        Conditions("forbid_all", "These must not all hold together (for one element, with `each`)."),
    ])
    { AnyOf = ["require", "forbid", "forbid_all"] };

    private static SchemaField Conditions(string key, string meaning) =>
        new(key,
            new Schema.Names(new Schema.Text("an attribute's path", @"^(\S|\[""[^""]*""\])+$"), CommonSchemas.Matcher,
                Min: 1), meaning);

    private static Schema.Keys Modules => new(
    [
        Allow("Sources of modules."),
        new("pinned", CommonSchemas.Flag, "Whether each call must pin a version or a commit.") { Default = "false" },
    ], Min: 1);

    private static SchemaField Allow(string meaning) => new("allow", CommonSchemas.Matcher, meaning);

    private static Schema.Keys Cost => new(
    [
        new("max_increase", CommonSchemas.Amount, "The maximum increase of the monthly cost."),
        new("max_percent", CommonSchemas.Amount, "The maximum increase of the monthly cost, in percent."),
        new("max_total", CommonSchemas.Amount, "The maximum total monthly cost."),
        new("currency", new Schema.Text("a currency of three capital letters, such as USD", "^[A-Z]{3}$"),
            "The currency of these amounts; without this key, the review's currency."),
    ])
    { AnyOf = ["max_increase", "max_percent", "max_total"] };
}
