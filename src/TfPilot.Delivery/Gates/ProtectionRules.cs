using System.Text;
using TfPilot.Core.Basics;

namespace TfPilot.Delivery.Gates;

/// <summary>The answer to GitHub's question whether a job may be deployed to an environment.</summary>
public enum ProtectionVerdict
{
    /// <summary>At least one project may be applied; the gate in the job checks the plan.</summary>
    Approved,

    /// <summary>Only locks or freezes prevent it, so the deployment stays pending.</summary>
    Waiting,
    Rejected,
}

/// <summary>The verdict and its reasons as Markdown.</summary>
public sealed record ProtectionAnswer(ProtectionVerdict Verdict, string Comment);

/// <summary>
/// Answers deployment protection rules from the gate's answers without a plan, one for each project that the job may
/// apply.
/// </summary>
public static class ProtectionRules
{
    /// <summary>GitHub's limit for the comment.</summary>
    public const int MaxComment = 1024;

    /// <param name="answers">By project; without any there is no approved change, and the gate says so.</param>
    public static ProtectionAnswer Decide(
        string environment, IReadOnlyList<(string Project, GateAnswer Answer)> answers)
    {
        var verdict = answers.Any(one => one.Answer.IsGo) ? ProtectionVerdict.Approved
            : answers.Count > 0 && answers.All(
                one => one.Answer.Reasons.All(reason => GateRules.Temporary.Contains(reason.Rule)))
            ? ProtectionVerdict.Waiting : ProtectionVerdict.Rejected;
        return new(verdict, Comment(environment, verdict, answers));
    }

    private static string Comment(
        string environment, ProtectionVerdict verdict, IReadOnlyList<(string Project, GateAnswer Answer)> answers)
    {
        var name = MarkdownText.Escape(VisibleText.Of(environment));
        var text = new StringBuilder(verdict switch
        {
            ProtectionVerdict.Approved =>
                $"**{name}**: the merged change is approved. The gate in the job checks the plan.",
            ProtectionVerdict.Waiting => $"**{name}**: waiting.",
            _ => $"**{name}**: must not be applied.",
        });
        var reasons = answers.Where(one => !one.Answer.IsGo).SelectMany(one => one.Answer.Reasons)
            .Select(reason => reason.Sentence).Distinct(StringComparer.Ordinal);
        foreach (var line in reasons.Select(reason => $"\n- {MarkdownText.Escape(reason)}"))
        {
            if (text.Length + line.Length > MaxComment - "\n- …".Length) return text.Append("\n- …").ToString();
            text.Append(line);
        }

        return text.ToString();
    }
}
