using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// The tags of a resource as layers of maps; the first layer with the key decides. A hidden layer may contain any key.
/// </summary>
internal sealed record TagOrigin(string Attribute, IReadOnlyList<TagLayer> Layers)
{
    /// <summary>The layers that would count if these were unknown before apply; null when there are none.</summary>
    public Func<IReadOnlyList<TagLayer>>? Otherwise { get; init; }

    public string Everywhere => string.Join(", ", Layers.Select(layer => layer.Where));

    /// <summary>The deciding layer and its value; null when no layer has the key.</summary>
    public TagLayer? LayerOf(string key, out PlanValue? value)
    {
        for (var i = 0; i < Layers.Count; i++)
        {
            value = Layers[i].Find(key);
            if (value is not (null or PlanValue.Null)) return Layers[i];
        }

        value = null;
        return null;
    }

    /// <summary>A key that differs only in case.</summary>
    public string? LikeKey(string key) =>
        Layers.Select(layer => layer.Tags).OfType<PlanValue.Map>().SelectMany(map => map.Entries)
        .Select(entry => entry.Key)
        .FirstOrDefault(other => other != key && string.Equals(other, key, StringComparison.OrdinalIgnoreCase));
}

internal readonly record struct TagLayer(PlanValue Tags, string Where)
{
    /// <summary>Whether there may be keys that the plan does not show.</summary>
    public bool MayHaveMore { get; init; }

    /// <summary>The layers of an attribute's value.</summary>
    public static IEnumerable<TagLayer> Of(PlanValue value, string where, TagForm form) => (value, form) switch
    {
        (PlanValue.List pairs, TagForm.Pairs) => [OfPairs(pairs, where)],
        (PlanValue.List words, TagForm.Words) => [OfWords(words, where)],
        (PlanValue.Map map, TagForm.Namespaces) => [new(map, where), WithoutNamespaces(map, where)],
        _ => [new(value, where)],
    };

    /// <summary>The value of a key; null when the layer does not have it.</summary>
    public PlanValue? Find(string key) => Tags switch
    {
        PlanValue.Map map => map.Find(key) ?? (MayHaveMore ? PlanValue.Unknown.Value : null),
        var hidden when HiddenValue.Is(hidden) => hidden,
        _ => null,
    };

    /// <summary>An unknown key hides which keys exist.</summary>
    private static TagLayer OfPairs(PlanValue.List pairs, string where)
    {
        var entries = new SortedDictionary<string, PlanValue>(StringComparer.Ordinal);
        foreach (var pair in pairs.Items)
        {
            if (HiddenValue.Is(pair)) return new(pair, where);
            if (pair is not PlanValue.Map map) continue;
            if (map.Find("key") is PlanValue.Text key) entries[key.Value] = map.Find("value") ?? PlanValue.Null.Value;
            else if (HiddenValue.Is(map.Find("key"))) return new(PlanValue.Unknown.Value, where);
        }

        return new(new PlanValue.Map([.. entries]), where);
    }

    /// <summary>A word without a colon is a key without a value.</summary>
    private static TagLayer OfWords(PlanValue.List words, string where)
    {
        var entries = new SortedDictionary<string, PlanValue>(StringComparer.Ordinal);
        foreach (var word in words.Items)
        {
            if (HiddenValue.Is(word)) return new(word, where);
            if (word is not PlanValue.Text { Value: var text }) continue;
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            entries[colon < 0 ? text : text[..colon]] = new PlanValue.Text(
                colon < 0 ? "" : text[(colon + 1)..].Trim());
        }

        return new(new PlanValue.Map([.. entries]), where);
    }

    private static TagLayer WithoutNamespaces(PlanValue.Map map, string where)
    {
        var entries = new SortedDictionary<string, PlanValue>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries) entries[key[(key.LastIndexOf('.') + 1)..]] = value;
        return new(new PlanValue.Map([.. entries]), where);
    }
}
