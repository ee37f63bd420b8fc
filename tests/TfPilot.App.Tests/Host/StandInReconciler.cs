using System.Threading.Channels;
using TfPilot.App.Pulls;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Host;

/// <summary>Records the leases that it receives; tests define its results.</summary>
internal sealed class StandInReconciler
{
    private readonly Channel<Lease> seen = Channel.CreateUnbounded<Lease>();

    public static readonly ReconcileResult Done = new ReconcileResult.Done(
        new(IsOpen: true, IsPartial: false, Subjects: null));

    public Func<Lease, CancellationToken, Task<ReconcileResult>> Does { get; set; } = (_, _) => Task.FromResult(Done);

    public Task<ReconcileResult> RunAsync(Lease lease, CancellationToken ct)
    {
        seen.Writer.TryWrite(lease);
        return Does(lease, ct);
    }

    /// <summary>Waits for the next lease; fails after 30 seconds.</summary>
    public Task<Lease> NextAsync() => seen.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public int Waiting => seen.Reader.Count;
}
