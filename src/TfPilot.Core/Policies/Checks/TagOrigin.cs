using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>A place that holds tags: layers of maps, the first that has the key decides. A hidden layer may hold anything.</summary>
internal sealed record TagOrigin(string Attribute, IReadOnlyList<TagLayer> Layers)
{
    /// <summary>The layers that would count if these were not known before apply; null where there are no others.</summary>
    public Func<IReadOnlyList<TagLayer>>? Otherwise { get; init; }

    public string Everywhere => string.Join(", ", Layers.Select(layer => layer.Where));

    /// <summary>The layer that decides, and the value there; null when none has the key.</summary>
    public TagLayer? LayerOf(string key, out PlanValue? value)
    {
        for (var i = 0; i < Layers.Count; i++)
        {
            value = Layers[i].Tags is PlanValue.Map map ? map.Find(key) : Layers[i].Tags;
            if (value is not (null or PlanValue.Null) && (Layers[i].Tags is PlanValue.Map || Subject.IsHidden(value))) return Layers[i];
        }

        value = null;
        return null;
    }

    /// <summary>A key that differs only in case.</summary>
    public string? LikeKey(string key) => Layers.Select(layer => layer.Tags).OfType<PlanValue.Map>().SelectMany(map => map.Entries)
        .Select(entry => entry.Key).FirstOrDefault(other => other != key && string.Equals(other, key, StringComparison.OrdinalIgnoreCase));
}

internal readonly record struct TagLayer(PlanValue Tags, string Where)
{
    /// <summary>Blocks of <c>key</c> and <c>value</c> are a map too; one whose key is not known hides which keys there are.</summary>
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
