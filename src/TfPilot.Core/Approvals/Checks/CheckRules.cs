using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// One requirement of a check and the function that evaluates it; it may return nothing. <paramref name="Topic"/> names
/// it in the check's table.
/// </summary>
internal sealed record CheckRule(
    string Id, string Topic, string Summary, Func<PullEvaluation, IEnumerable<RequirementResult>> Find);

/// <summary>
/// Decides the checks of a pull request. The worst result wins, and unknown facts never pass. A closed pull request
/// gets no checks, so its last results remain.
/// </summary>
public static class CheckRules
{
    internal static readonly IReadOnlyList<CheckRule> All =
    [
        new("draft", "ready for review", "The pull request is ready for review.", PullRequirements.Draft),
        new("branch", "target branch",
            "A pull request that changes an environment targets that environment's branch.", PullRequirements.Branch),
        new("base", "base branch", "No planned file changed on the base branch since the plan.", PullRequirements.Base),
        new("plan", "plan", "Every environment that the changed paths belong to has a plan.", PlanRequirements.Missing),
        new("cover", "plan of every file",
            "Every changed path is part of a plan; every shared path is part of a plan that uses it.",
            PlanCoverage.Uncovered),
        new("gone", "state", "No folder loses all its configuration while its state remains.", PlanCoverage.Deleted),
        new("trust", "trusted plan",
            "The newest evidence comes from a trusted workflow and does not contradict itself.",
            PlanRequirements.Untrusted),
        new("read", "readable plan", "Every plan could be read.", PlanRequirements.Unreadable),
        new("environment", "known environment", "The environment of every plan is configured in the settings.",
            PlanRequirements.UnknownEnvironment),
        new("lock", "lock", "No affected environment is locked by another pull request or frozen.",
            LockRequirement.Locks),
        new("owners", "owners", "The owners of the settings and workflows have approved changes to them.",
            PolicyOwners.Approvals),
        new("approvals", "approval",
            "The required approvers of each environment have approved its current plans, and no one has " +
                "requested changes.", ApprovalRequirement.Approvals),
        new("names", "names of the settings", "Every team and login named in the settings exists.",
            NameRequirements.Void),
        new("review", "policy",
            "Risk and policy, evaluated with the default branch's settings, require nothing beyond the " +
                "given approvals.", ReviewRequirement.Verdict),
    ];

    /// <summary>
    /// The name of the required check for a base branch. It contains the branch, so that success on one branch does not
    /// count for another.
    /// </summary>
    public static string RequiredName(string baseBranch) => $"tfpilot: {VisibleText.Of(baseBranch)}";

    public static string EnvironmentName(string environment) => $"{EnvironmentPrefix}{VisibleText.Of(environment)}";

    public const string EnvironmentPrefix = "tfpilot / ";

    /// <summary>The required check first, then one for each touched environment.</summary>
    internal static IReadOnlyList<CheckVerdict> Decide(PullEvaluation pull)
    {
        if (pull.Facts.State == PullState.Closed) return [];
        var results = pull.Decision.Results;
        var required = CheckText.Write(RequiredName(pull.Facts.BaseBranch), pull, environment: null, results);
        return pull.Facts.Settings.Problems.Count > 0 ? [required] :
            [required, .. pull.Environments.Select(environment => Decide(environment, pull, results))];
    }

    private static CheckVerdict Decide(
        string environment, PullEvaluation pull, IReadOnlyList<RequirementResult> results) => CheckText.Write(
        EnvironmentName(environment), pull, environment,
        [.. results.Where(
            result => result.Environment is null || EnvironmentNames.IsSame(result.Environment, environment))]);

    internal static PullDecision Judge(PullEvaluation pull) =>
        pull.Facts.State == PullState.Closed ? new([])
        : pull.Facts.Settings.Problems.Count > 0
        ? new([new("settings", "The settings can be read.", [PullRequirements.BrokenSettings(pull.Facts.Settings)])])
        : pull.IsNothing ? new([])
        : new([.. All.Select(rule => new RuleResult(rule.Id, rule.Summary,
            [.. rule.Find(pull).Select(result => result with { Topic = rule.Topic })]))]);

    /// <summary>
    /// The result shown when no decision is possible: the check fails, whatever its previous result. <paramref
    /// name="reason"/> says what went wrong.
    /// </summary>
    public static CheckVerdict Undecided(string name, bool isRequired, string reason)
    {
        var title = $"Could not be decided: {VisibleText.Of(reason)}";
        var summary = $"""
            **{MarkdownText.Escape(VisibleText.Of(name))}**: {CheckText.Words(CheckOutcome.Failure)}
            **{MarkdownText.Escape(TextColumns.TruncateAtWord(title, LongestReason))}**

            **Next:** fix the cause, then push a commit or re-run this check.

            The previous decision no longer counts. Without a push, tfpilot retries at least every 30 minutes.

            """;
        return new(
            name, isRequired, CheckOutcome.Failure, TextColumns.TruncateAtWord(title, CheckVerdict.TitleLength),
                summary);
    }

    private const int LongestReason = 1_000;

    /// <summary>
    /// The result of an environment's check after the pull request stopped touching the environment: it follows the
    /// required check. With broken settings the affected environments are unknown, and the check says so.
    /// </summary>
    public static CheckVerdict Released(string name, CheckVerdict required, EffectiveSettings settings) =>
        settings.Problems.Count > 0
        ? new(name, IsRequired: false, required.Outcome, required.Title,
            $"It is unknown whether this pull request affects the environment.\n\n{required.Summary}")
        : new(name, IsRequired: false, required.Outcome,
            TextColumns.TruncateAtWord($"No longer affected: {required.Title}", CheckVerdict.TitleLength),
            "As far as is known, this pull request no longer affects the environment. " +
                $"{MarkdownText.Escape(required.Name)} decides.\n");
}
