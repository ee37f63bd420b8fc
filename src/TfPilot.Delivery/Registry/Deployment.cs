using TfPilot.Delivery.Reports;

namespace TfPilot.Delivery.Registry;

/// <summary>The last recorded apply of a project to an environment.</summary>
/// <param name="Ended">As its job reported it.</param>
/// <param name="Resources">How many resources of the project exist; null while no state of it was read.</param>
public sealed record Deployment(ApplyOutcome Last, DateTimeOffset Ended, int? Resources);
