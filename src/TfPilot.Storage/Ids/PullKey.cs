namespace TfPilot.Storage;

/// <summary>One pull request by GitHub's ids, never by names: names change.</summary>
public readonly record struct PullKey(long Installation, long Repository, int Pull);
