namespace TfPilot.Storage;

/// <summary>
/// The evidence of one attempt of a workflow run: the compressed facts, and the reason when they are not trusted.
/// </summary>
public sealed record EvidenceRow(
    PullKey Key, string Head, string Base, long Run, int Attempt, bool Trusted, string? DistrustReason, byte[] Facts,
    string Hash, DateTimeOffset Received)
{
    /// <summary>The uncompressed size of the facts in bytes; 0 when unknown.</summary>
    public long Size { get; init; }

    /// <summary>The commit that the run checked out; null when unknown.</summary>
    public string? Planned { get; init; }

    /// <summary>Whether an untrusted job sent it.</summary>
    public bool IsForeign => !Trusted && DistrustReason != EvidenceStore.Contradicted;
}

/// <summary>
/// A head and a base that have evidence. <paramref name="Planned"/> is the commit that all of their runs checked out;
/// null when it is unknown or they checked out several.
/// </summary>
public sealed record PlannedState(string Head, string Base, string? Planned);

/// <summary>The run, attempt and time of a head's evidence.</summary>
public sealed record ReceivedEvidence(string Head, long Run, int Attempt, DateTimeOffset Received);

/// <summary>
/// A document of a closed pull request, without its facts. <paramref name="Size"/> is 0 when unknown.
/// </summary>
public sealed record ClosedEvidence(
    PullKey Key, string Head, long Run, int Attempt, DateTimeOffset Received, long Size);

/// <summary>
/// The result of storing a document: stored, identical to a stored one, contradicting the stored one of the same run
/// and attempt, untrusted where a trusted one exists, or over the limit of a head or pull request.
/// </summary>
public enum EvidenceResult
{
    Added,
    Same,
    Contradictory,
    Outranked,
    Full,
}
