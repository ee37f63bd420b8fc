using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// Advice: <paramref name="Attribute"/> of the resource is <paramref name="Got"/>; <paramref name="Want"/> would be
/// better because of <paramref name="Reason"/>. Advice never affects the verdict. <paramref name="Id"/> is one of <see
/// cref="Suggestions.All"/>.
/// </summary>
public sealed record Suggestion(
    string Id, ResourceAddress Address, string Attribute, string Got, string Want, string Reason);
