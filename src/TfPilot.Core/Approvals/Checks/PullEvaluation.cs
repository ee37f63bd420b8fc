namespace TfPilot.Core.Approvals;

/// <summary>
/// The facts of a pull request at one moment and everything derived from them. It is created once per evaluation: every
/// plan is judged once, and checks, audit entries, JSON, buttons, commands and merge groups use the same decision.
/// </summary>
public sealed class PullEvaluation(PullFacts facts) : JudgedPull(facts)
{
    private PullDecision? decision;
    private IReadOnlyList<CheckVerdict>? checks;
    private IReadOnlyList<PlanBinding>? plans;
    private IReadOnlyList<ProjectPlan>? projectPlans;

    /// <summary>The decision with all its reasons. A closed pull request is not decided again.</summary>
    public PullDecision Decision => decision ??= CheckRules.Judge(this);

    /// <summary>
    /// The required check first, then one for each touched environment; empty for a closed pull request.
    /// </summary>
    public IReadOnlyList<CheckVerdict> Checks => checks ??= CheckRules.Decide(this);

    /// <summary>
    /// Whether an auto-merge that a bot enabled must be disabled: the plans of a bot of the settings have
    /// changes, or others pushed, and the pull request is not approved.
    /// </summary>
    public bool EndsAutoMerge => Facts.State != PullState.Closed && BotPull is { State: BotPullState.NormalRules }
        && Decision.Decision > Approvals.Decision.Overridden;

    /// <summary>
    /// In the order of the environments; an environment whose plan is missing or untrusted is left out.
    /// </summary>
    public IReadOnlyList<PlanBinding> Plans => plans ??= PlanBinding.Of(this);

    /// <summary>The trusted plan of every project, including plans without changes; ordered by project name.</summary>
    public IReadOnlyList<ProjectPlan> ProjectPlans => projectPlans ??= ProjectPlan.Of(this);
}
