using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// A hint: <paramref name="Attribute"/> of the object is <paramref name="Got"/>, and <paramref name="Want"/> would be better, because of
/// <paramref name="Why"/>. It never holds anything up. <paramref name="Id"/> is one of <see cref="Suggestions.All"/>.
/// </summary>
public sealed record Suggestion(string Id, ResourceAddress Address, string Attribute, string Got, string Want, string Why);
