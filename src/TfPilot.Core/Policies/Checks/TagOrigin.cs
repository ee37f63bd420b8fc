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
            value = Layers[i].Tags is PlanValue.Map map ? map.Find(key) : Layers[i].Tags;
            if (value is not (null or PlanValue.Null) && (Layers[i].Tags is PlanValue.Map || Subject.IsHidden(value)))
                return Layers[i];
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
    /// <summary>
    /// Blocks of <c>key</c> and <c>value</c> are read as a map; a block with an unknown key hides which keys exist.
    /// </summary>
    public static TagLayer Of(PlanValue? value, string where)
    {
        if (value is not PlanValue.List blocks) return new(value ?? PlanValue.Null.Value, where);
        var entries = new SortedDictionary<string, PlanValue>(StringComparer.Ordinal);
        foreach (var block in blocks.Items)
        {
            if (Subject.IsHidden(block)) return new(block, where);
            if (block is not PlanValue.Map map) continue;
            if (map.Find("key") is PlanValue.Text key) entries[key.Value] = map.Find("value") ?? PlanValue.Null.Value;
            else if (Subject.IsHidden(map.Find("key"))) return new(PlanValue.Unknown.Value, where);
        }

        return new(new PlanValue.Map([.. entries]), where);
    }
}
