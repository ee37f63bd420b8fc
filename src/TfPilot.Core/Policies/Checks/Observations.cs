namespace TfPilot.Core.Policies;

/// <summary>
/// What rules see on an object. Nearly all of it are passes, which only an explanation is interested in: a check asks before it describes one.
/// </summary>
internal sealed class Observations(bool withPasses)
{
    private readonly List<Observation> seen = [];

    public IReadOnlyList<Observation> Seen => seen;

    public bool Wants(FindingVerdict verdict) => withPasses || verdict != FindingVerdict.Pass;

    public void Add(Observation observation) => seen.Add(observation);

    public void Clear() => seen.Clear();
}
