using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Proposals;

/// <summary>The title and the body of a pull request, Markdown.</summary>
internal sealed record PullText(string Title, string Body);

/// <summary>
/// Opens the pull request of a proposal. Each step looks for the result of an earlier attempt, so that there is one
/// pull request, whatever interrupts it.
/// </summary>
internal sealed class PullOpener(InstallationTokens tokens)
{
    /// <param name="head">The stored commit of the proposal.</param>
    /// <param name="into">The base branch.</param>
    /// <returns>Null when the branch has another commit.</returns>
    public async Task<int?> OpenAsync(
        ProposalLease lease, CommitSha head, string into, PullText text, CancellationToken ct)
    {
        var (key, branch) = (lease.Key, lease.Proposal.Branch);
        var writer = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.OpenPulls, ct);
        if (await writer.Client.FindPullFromAsync(writer.Name, branch, ct) is { } known) return known.Value;
        if (!await writer.Client.CreateBranchAsync(writer.Name, branch, head, ct)) return null;
        return (await writer.Client.OpenPullAsync(writer.Name, branch, into, text.Title, text.Body, ct)).Value;
    }
}
