using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>The regions of copies of a resource: replicas, backups, secondary locations.</summary>
internal static class CopyRegions
{
    /// <summary>The named regions other than the resource's own.</summary>
    public static IEnumerable<ObjectRegion> Of(Subject subject, PlanValue? own) =>
        subject.TypeInfo.Provider?.Regions is { } schema && subject.TypeInfo.Copies.Length > 0
            ? Found(schema, subject, own)
        : [];

    private static IEnumerable<ObjectRegion> Found(RegionSchema schema, Subject subject, PlanValue? own)
    {
        var hidden = "";
        foreach (var copy in subject.TypeInfo.Copies)
        {
            if (subject.Attribute(copy.Path.First) is null) continue;
            var places = copy.Path.In(subject.After);
            for (var i = 0; i < places.Count; i++)
            {
                foreach (var (path, value) in ValuesOf(places[i]))
                {
                    if (RegionOf(schema, subject, copy, value) is not { } region || region.Equals(own)) continue;
                    // Several regions may be in one object that is not known yet.
                    if (HiddenValue.Is(region) && path == hidden) continue;
                    if (HiddenValue.Is(region)) hidden = path;
                    yield return new(path, region, path)
                    {
                        Written = value is PlanValue.Text { Value: var text } ? Regions.NameIn(text) : null,
                    };
                }
            }
        }
    }

    /// <summary>Null when the value names no region, or one that the provider only may fill in.</summary>
    private static PlanValue? RegionOf(RegionSchema schema, Subject subject, CopyAttribute copy, PlanValue value) =>
        Regions.Copied(schema, value) is not { } region || Regions.IsEverywhere(subject, region)
        || (HiddenValue.Is(region) && !copy.IsSet(subject)) ? null : region;

    /// <summary>The elements of a list of regions.</summary>
    private static IEnumerable<(string Path, PlanValue Value)> ValuesOf(ValueLocation place) =>
        place.Value is PlanValue.List list
        ? list.Items.Select((item, index) => (AttributePath.Index(place.Path, index), item))
        : [(place.Path, place.Value)];
}

/// <summary>An attribute that names the region of a copy.</summary>
/// <param name="Path">The path of the attribute.</param>
/// <param name="IsComputed">Whether the provider fills it in where it is not set.</param>
/// <param name="SetWhen">The values of another attribute for which it is certainly filled in.</param>
internal sealed record CopyAttribute(
    ValuePath Path, bool IsComputed, (string Attribute, IReadOnlyList<string> Values)? SetWhen)
{
    /// <summary>Whether an unknown value stands for a region.</summary>
    public bool IsSet(Subject subject) =>
        !IsComputed || (SetWhen is { } when && subject.Attribute(when.Attribute) is PlanValue.Text text
            && when.Values.Contains(text.Value, StringComparer.OrdinalIgnoreCase));
}
