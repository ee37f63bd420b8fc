using System.Globalization;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;

namespace TfPilot.Delivery.Gates;

/// <summary>Asks for approvals before an apply.</summary>
public static class ApplyApprovalText
{
    /// <summary>
    /// Whether the job waits for approvals; false when another reason can only end with a new change.
    /// </summary>
    public static bool Waits(GateFacts facts, GateAnswer answer) =>
        facts is { Known: not null, Change: not null }
        && answer.Reasons.Any(reason => reason.Rule == GateRules.ApplyApprovalsId)
        && answer.Reasons.All(reason => GateRules.Temporary.Contains(reason.Rule));

    /// <summary>The comment, as Markdown; it mentions the teams and users of the settings.</summary>
    /// <param name="owner">The organization of the teams.</param>
    public static string Request(string environment, ApprovalSettings required, string owner, long run)
    {
        var name = MarkdownText.Escape(environment);
        var mentions = required.Teams.Select(team => $"@{owner}/{team.Slug}")
            .Concat(required.Users.Select(login => $"@{login}")).ToList();
        var approvers = mentions.Count == 0 ? "Holders of the approver role can" : $"{string.Join(", ", mentions)} can";
        return string.Create(CultureInfo.InvariantCulture,
            $"The apply to **{name}** in run {run} waits for {required.RequiredCount} " +
            $"approval{(required.RequiredCount == 1 ? "" : "s")}. {approvers} approve it with a comment:\n\n" +
            $"```text\n{CommandDefinition.Mark} approve-apply {environment}\n```");
    }
}
