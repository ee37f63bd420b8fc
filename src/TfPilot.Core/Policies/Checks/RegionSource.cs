using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// An attribute that may contain the region of a resource. One that <paramref name="IsOwn"/> sets it and decides when
/// it has a value; from another one the region is derived.
/// </summary>
internal sealed record RegionSource(ValuePath Path, bool IsOwn, bool IsComputed, string? ComputedWithout)
{
    public static IEnumerable<RegionSource> Of(RegionSchema schema, string type) =>
    [
        .. schema.Own.Where(own => new Glob(own.Types).Matches(type)).Select(own => new RegionSource(
            ValuePath.Of(own.Path), IsOwn: true, own.IsComputed,
            own.ComputedWithout is { } without && without.Type == type ? without.Other : null)),
        .. schema.Hints.Select(hint => new RegionSource(
            ValuePath.Of(hint), IsOwn: false, IsComputed: true, ComputedWithout: null)),
    ];

    /// <summary>Null when the type does not have the attribute.</summary>
    public PlanValue? In(Subject subject) => subject.ValueOf(Path);

    /// <summary>Whether an unknown value may only mean that the provider fills the attribute in.</summary>
    public bool IsFilledIn(Subject subject) =>
        IsComputed || (ComputedWithout is { } other && subject.Attribute(other) is null);
}
