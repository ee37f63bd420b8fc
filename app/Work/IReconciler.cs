using TfPilot.Storage;

namespace TfPilot.App.Work;

/// <summary>Brings what GitHub shows of one pull request to what is true. Called twice it writes once.</summary>
internal interface IReconciler
{
    /// <summary>What GitHub refuses leaves it as <see cref="GitHub.GitHubException"/>.</summary>
    Task<ReconcileResult> RunAsync(Lease lease, CancellationToken ct);
}

internal abstract record ReconcileResult
{
    private ReconcileResult() { }

    /// <param name="Look">What is to be remembered of it.</param>
    public sealed record Done(LookResult Look) : ReconcileResult;

    /// <summary>The pull request, its repository or the installation is no more.</summary>
    public sealed record Gone : ReconcileResult;
}
