using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// Makes the checks of one pull request match the decision. Idempotent. Throws <see cref="GitHub.GitHubException"/> for
/// errors of GitHub.
/// </summary>
internal delegate Task<ReconcileResult> Reconcile(Lease lease, CancellationToken ct);

internal abstract record ReconcileResult
{
    private ReconcileResult() { }

    /// <param name="Result">The result to store.</param>
    public sealed record Done(EvaluationResult Result) : ReconcileResult;

    /// <summary>The pull request, its repository or the installation no longer exists.</summary>
    public sealed record Gone : ReconcileResult;
}
