using System.Text;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Delivery.Proposals;

/// <summary>The texts of a pull request that destroys a project.</summary>
public static class DestroyText
{
    private const int MaxListed = 10;

    /// <summary>The title of the pull request, and the message of its commit.</summary>
    public static string Title(Proposal proposal) => proposal.Kind == ProposalKind.Cleanup
        ? $"Destroy what is left of {proposal.Project} in {proposal.Environment}"
        : $"Destroy {proposal.Project} in {proposal.Environment}";

    /// <summary>What the pull request does, for comments and the audit history.</summary>
    public static string Effect(Proposal proposal) => proposal.Kind == ProposalKind.Cleanup
        ? $"destroys what the state of {proposal.Project} in {proposal.Environment} still holds"
        : $"deletes {proposal.Project} and destroys its resources in {proposal.Environment}";

    /// <summary>The body of the pull request, Markdown.</summary>
    /// <param name="commit">The commit with the configuration.</param>
    /// <param name="kept">Folders below the project that stay, because they have configuration of their own.</param>
    public static string Body(Proposal proposal, CommitSha commit, IReadOnlyList<string> kept)
    {
        var file = MarkdownText.Code(DestroyFile.PathIn(proposal.Project));
        var text = new StringBuilder($"{MarkdownText.Escape(proposal.By.Login)} asked in #{proposal.Pull} for this: ")
            .Append($"it {MarkdownText.Escape(Effect(proposal))}.\n\n")
            .Append($"{file} names {commit.Text}, the last commit with the configuration. The plan of this pull ")
            .Append("request is made there with `-destroy` and shows everything that is destroyed. It needs the same ")
            .Append("approvals as any other change of the environment, and those for destroying.\n\n")
            .Append("After the merge, the apply workflow destroys exactly what was approved. What is destroyed does ")
            .Append($"not come back. Delete {file} when that is done.\n");
        if (kept.Count == 0) return text.ToString();
        text.Append("\nThese folders have configuration of their own and stay:\n\n");
        foreach (var folder in kept.Take(MaxListed)) text.Append($"- {MarkdownText.Code(folder)}\n");
        if (kept.Count > MaxListed) text.Append($"- and {kept.Count - MaxListed} more\n");
        return text.ToString();
    }
}
