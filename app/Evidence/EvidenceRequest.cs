using TfPilot.App.Http;

namespace TfPilot.App.Evidence;

/// <summary>
/// What a job sends. The pull request and its head are read only where the token cannot tell them, in a run that was
/// started by hand.
/// </summary>
/// <param name="ReadAsync">Reads the body, of no more bytes than asked for. Nothing is read before this is
/// called.</param>
internal sealed record EvidenceRequest(string? Authorization, Func<int, CancellationToken, Task<Body>> ReadAsync)
{
    public string? Pull { get; init; }

    public string? Head { get; init; }
}
