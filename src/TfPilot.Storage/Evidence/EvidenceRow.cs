namespace TfPilot.Storage;

/// <summary>
/// What one attempt of a workflow run reported of a pull request: the compressed facts, and why they are not trusted
/// where they are not.
/// </summary>
public sealed record EvidenceRow(
    PullKey Key, string Head, string Base, long Run, int Attempt, bool Trusted, string? Distrust, byte[] Facts,
    string Hash, DateTimeOffset Received)
{
    /// <summary>Bytes of the facts when they are unpacked; 0 where nobody counted.</summary>
    public long Size { get; init; }

    /// <summary>Whether a job that is not trusted sent it.</summary>
    public bool IsForeign => !Trusted && Distrust != EvidenceStore.Contradicted;
}

/// <summary>Which attempt of which run told of a head, and when.</summary>
public sealed record ReceivedEvidence(string Head, long Run, int Attempt, DateTimeOffset Received);

/// <summary>
/// A document of a pull request that was closed, without its facts. <paramref name="Size"/> is 0 where nobody counted.
/// </summary>
public sealed record ClosedEvidence(
    PullKey Key, string Head, long Run, int Attempt, DateTimeOffset Received, long Size);

/// <summary>
/// What became of a document: kept, known already byte for byte, at odds with the one kept before for the same run and
/// attempt, not trusted where a trusted one is there, or more than is kept of a head or a pull request.
/// </summary>
public enum EvidenceAnswer
{
    Added,
    Same,
    Contradictory,
    Outranked,
    Full,
}
