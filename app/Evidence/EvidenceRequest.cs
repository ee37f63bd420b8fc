namespace TfPilot.App.Evidence;

/// <summary>What a job sends. The pull request and its head are read only where the token cannot tell them, in a run that was started by hand.</summary>
internal sealed record EvidenceRequest(string? Authorization, Stream Body, long? Length)
{
    public string? Pull { get; init; }

    public string? Head { get; init; }
}
