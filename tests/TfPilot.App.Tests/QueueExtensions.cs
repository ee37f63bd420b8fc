using TfPilot.Storage;

namespace TfPilot.App.Tests;

/// <summary>Completes a lease in tests that do not check the evaluation result.</summary>
internal static class QueueExtensions
{
    public static Task<bool> CompleteAsync(this PullQueue queue, Lease lease, CancellationToken ct) =>
        queue.CompleteAsync(lease, new EvaluationResult(IsOpen: true, IsPartial: false, Subjects: null), ct);
}
