using TfPilot.App.Http;

namespace TfPilot.App.Evidence;

/// <summary>
/// The request of a job. The pull request and head are used only for manually started runs, whose token does not name
/// them.
/// </summary>
/// <param name="ReadAsync">Reads the body, up to the given number of bytes. Nothing is read before this is
/// called.</param>
internal sealed record EvidenceRequest(string? Authorization, Func<int, CancellationToken, Task<Body>> ReadAsync)
{
    public string? Pull { get; init; }

    public string? Head { get; init; }
}
