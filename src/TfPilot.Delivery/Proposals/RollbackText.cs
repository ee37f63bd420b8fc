using System.Text;
using TfPilot.Core.Basics;

namespace TfPilot.Delivery.Proposals;

/// <summary>The texts of a rollback. Numbers of pull requests become links.</summary>
public static class RollbackText
{
    private const int MaxFiles = 10;

    /// <summary>The title of the pull request, and the message of its commit.</summary>
    public static string Title(Proposal proposal, IReadOnlyList<UndoneMerge> merges) => proposal.To is { } to
        ? $"Return {proposal.Environment} to the state of #{to}"
        : $"Revert #{merges[0].Pull} in {proposal.Environment}";

    /// <summary>The body of the pull request, Markdown.</summary>
    /// <param name="irreversible">The sentences of <see cref="Irreversible"/>.</param>
    public static string Body(
        Proposal proposal, RollbackDecision.Undo undo, IReadOnlyList<string> irreversible)
    {
        var text = new StringBuilder($"{MarkdownText.Escape(proposal.By.Login)} asked in #{proposal.Pull} to ")
            .Append(proposal.To is { } to
                ? $"return {Name(proposal)} to the state of #{to}. This pull request undoes, newest first:\n\n"
                : $"roll back {Name(proposal)}. This pull request undoes:\n\n");
        foreach (var merge in undo.Merges)
            text.Append($"- #{merge.Pull}, merged as {merge.MergeCommit.Text}{Others(proposal, merge)}\n");
        if (undo.Unknown.Count > 0)
            text.Append("\nNot undone, because they were merged without a decision and it is unknown whether they " +
                $"changed {Name(proposal)}: {Numbers(undo.Unknown)}.\n");
        text.Append("\n### What this does not undo\n\n");
        foreach (var sentence in irreversible) text.Append($"- {MarkdownText.Escape(sentence)}\n");
        return text.Append(irreversible.Count == 0 ? "The undone plans destroyed and upgraded nothing. " : "\n")
            .Append("The plans of this pull request show what else changes. It needs the same approvals as any other " +
                "pull request.\n").ToString();
    }

    /// <summary>For the conversation of the pull request with the command, Markdown.</summary>
    public static string Opened(int opened, Proposal proposal, IReadOnlyList<UndoneMerge> merges) =>
        $"Opened #{opened}, which {Effect(proposal, merges)}.\n";

    /// <summary>For the audit history.</summary>
    public static string Effect(Proposal proposal, IReadOnlyList<UndoneMerge> merges)
    {
        var pulls = Numbers([.. merges.Select(merge => merge.Pull)]);
        return proposal.To is { } to ? $"returns {proposal.Environment} to the state of #{to} and undoes {pulls}"
            : $"undoes {pulls} in {proposal.Environment}";
    }

    /// <param name="files">The files that both sides changed; empty when they are unknown.</param>
    /// <param name="others">The later pull requests that changed them.</param>
    public static string Conflict(
        UndoneMerge merge, string branch, IReadOnlyList<string> files, IReadOnlyList<int> others)
    {
        var listed = files.Take(MaxFiles).Select(VisibleText.Of).ToList();
        var where = listed.Count == 0 ? "" : $" in {string.Join(", ", listed)}" +
            (files.Count > MaxFiles ? $" and {files.Count - MaxFiles} more files" : "");
        var by = others.Count == 0 ? "" : $" ({Numbers(others)})";
        return $"Undoing #{merge.Pull} conflicts with later changes of {VisibleText.Of(branch)}{where}{by}. Undo the " +
            "later changes too, by returning to a pull request before them, or revert the merge yourself with `git " +
            $"revert` of {merge.MergeCommit.Text} and open a pull request.";
    }

    /// <summary>A whole merge is undone, also where it changed other environments.</summary>
    private static string Others(Proposal proposal, UndoneMerge merge)
    {
        var others = merge.Environments.Where(
            name => !EnvironmentNames.IsSame(name, proposal.Environment)).ToList();
        return others.Count == 0 ? ""
            : $", also in {MarkdownText.Escape(string.Join(", ", others))}";
    }

    private static string Name(Proposal proposal) => MarkdownText.Escape(proposal.Environment);

    private static string Numbers(IReadOnlyList<int> pulls) => string.Join(", ", pulls.Select(pull => $"#{pull}"));
}
