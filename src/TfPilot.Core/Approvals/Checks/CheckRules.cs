using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>One requirement of a check, with what it finds; nothing when it has nothing to say. <paramref name="Topic"/> names it in the check's table.</summary>
internal sealed record CheckRule(string Id, string Topic, string Summary, Func<PullEvaluation, IEnumerable<RequirementResult>> Find);

/// <summary>
/// What the checks of a pull request say. The worst of all that the rules find wins, and success is only where none finds anything worse: what is
/// not known never passes. A closed pull request has no checks, so that what was said stays.
/// </summary>
public static class CheckRules
{
    internal static readonly IReadOnlyList<CheckRule> All =
    [
        new("draft", "ready for review", "The pull request is ready for review.", PullRequirements.Draft),
        new("branch", "target branch", "Changes of an environment go into its branch.", PullRequirements.Branch),
        new("base", "base branch", "Nothing that was planned changed on the base branch since.", PullRequirements.Base),
        new("plan", "plan", "There is a plan of every environment that the changed paths belong to.", PlanRequirements.Missing),
        new("cover", "plan of every file", "A plan shows every changed path, and of shared ones some plan shows who uses them.", PlanCoverage.Uncovered),
        new("gone", "state", "No folder loses all its configuration while its state stays.", PlanCoverage.Gone),
        new("trust", "trusted plan", "The newest evidence comes from a workflow that is trusted, and does not contradict itself.", PlanRequirements.Untrusted),
        new("read", "readable plan", "Everything that was planned could be read.", PlanRequirements.Unreadable),
        new("environment", "known environment", "The settings know the environment of every plan.", PlanRequirements.UnknownEnvironment),
        new("lock", "lock", "Nobody else holds or has frozen a touched environment.", LockRequirement.Locks),
        new("owners", "owners", "The owners of the settings and workflows have approved what changes them.", PolicyOwners.Approvals),
        new("approvals", "approval", "Those whom each environment names have approved what its plans do now, and nobody asks for changes.", ApprovalRequirement.Approvals),
        new("names", "names of the settings", "Every team and login that the settings ask stands for somebody.", NameRequirements.Void),
        new("review", "policy", "Risk and policy, judged again by the settings of the default branch, ask for nothing more than was approved.", ReviewRequirement.Verdict),
    ];

    /// <summary>The required check of a base branch. The branch is in its name, so that no success counts for another branch.</summary>
    public static string RequiredName(string baseBranch) => $"tfpilot: {VisibleText.Of(baseBranch)}";

    public static string EnvironmentName(string environment) => $"{EnvironmentPrefix}{VisibleText.Of(environment)}";

    public const string EnvironmentPrefix = "tfpilot / ";

    /// <summary>The required check first, then one for each touched environment.</summary>
    internal static IReadOnlyList<CheckVerdict> Decide(PullEvaluation pull)
    {
        if (pull.Facts.State == PullState.Closed) return [];
        var standings = pull.Decision.Results;
        var required = CheckText.Write(RequiredName(pull.Facts.BaseBranch), pull, environment: null, standings);
        return pull.Facts.Settings.Problems.Count > 0 ? [required] :
            [required, .. pull.Environments.Select(environment => Decide(environment, pull, standings))];
    }

    private static CheckVerdict Decide(string environment, PullEvaluation pull, IReadOnlyList<RequirementResult> standings) => CheckText.Write(
        EnvironmentName(environment), pull, environment,
        [.. standings.Where(standing => standing.Environment is null || PullEvaluation.IsSame(standing.Environment, environment))]);

    internal static PullDecision Judge(PullEvaluation pull) =>
        pull.Facts.State == PullState.Closed ? new([])
        : pull.Facts.Settings.Problems.Count > 0 ? new([new("settings", "The settings can be read.", [PullRequirements.BrokenSettings(pull.Facts.Settings)])])
        : pull.IsNothing ? new([])
        : new([.. All.Select(rule => new RuleResult(rule.Id, rule.Summary, [.. rule.Find(pull).Select(standing => standing with { Topic = rule.Topic })]))]);

    /// <summary>
    /// What a check says while nothing can be decided: it fails, whatever it said before. <paramref name="reason"/> says what went wrong.
    /// </summary>
    public static CheckVerdict Undecided(string name, bool isRequired, string reason)
    {
        var title = $"Could not be decided: {VisibleText.Of(reason)}";
        var summary = $"""
            **{MarkdownText.Escape(VisibleText.Of(name))}**: {CheckText.Words(CheckOutcome.Failure)}
            **{MarkdownText.Escape(TextColumns.CutWords(title, LongestReason))}**

            **Next:** remove the cause, then push a commit or re-run this check.

            What was decided before does not count any more. Without a push, tfpilot tries again at least every half hour.

            """;
        return new(name, isRequired, CheckOutcome.Failure, TextColumns.CutWords(title, CheckVerdict.TitleLength), summary);
    }

    private const int LongestReason = 1_000;

    /// <summary>
    /// What is left of an environment's check once the pull request does not touch the environment any more: it follows the required one. With broken
    /// settings nobody knows what is touched, and it says so.
    /// </summary>
    public static CheckVerdict Released(string name, CheckVerdict required, EffectiveSettings settings) => settings.Problems.Count > 0
        ? new(name, IsRequired: false, required.Outcome, required.Title, $"Nobody knows whether this pull request touches the environment.\n\n{required.Summary}")
        : new(name, IsRequired: false, required.Outcome, TextColumns.CutWords($"Not touched any more: {required.Title}", CheckVerdict.TitleLength),
            $"This pull request does not touch the environment any more, as far as can be told. {MarkdownText.Escape(required.Name)} decides.\n");
}
