namespace TfPilot.Storage;

/// <summary>A pull request by GitHub's ids, because names change.</summary>
public readonly record struct PullKey(long Installation, long Repository, int Pull);
