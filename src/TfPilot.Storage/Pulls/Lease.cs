namespace TfPilot.Storage;

/// <summary>The right to work on a pull request alone until it ends; a later lease of the same pull request has a greater fence. Attempts count from 1.</summary>
public sealed record Lease(PullKey Key, long Fence, DateTimeOffset Until, int Attempt);

/// <summary>A pull request nobody works on until something new happens to it; why, and when it was last tried.</summary>
public sealed record ParkedPull(PullKey Key, string Reason, int Attempts, DateTimeOffset Tried);
