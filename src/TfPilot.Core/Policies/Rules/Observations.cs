namespace TfPilot.Core.Policies;

/// <summary>
/// Collects the results of rules for a resource. Nearly all are passes, which only explanations need, so a check asks
/// whether passes are wanted before it describes one.
/// </summary>
internal sealed class Observations(bool withPasses)
{
    private readonly List<Observation> seen = [];

    public IReadOnlyList<Observation> Seen => seen;

    public int Count => seen.Count;

    public bool Wants(FindingVerdict verdict) => withPasses || verdict != FindingVerdict.Pass;

    public void Add(Observation observation) => seen.Add(observation);

    public void Clear() => seen.Clear();
}
