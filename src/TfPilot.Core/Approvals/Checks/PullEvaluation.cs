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

    /// <summary>What is decided, with all its reasons. Of a closed pull request nothing is decided any more.</summary>
    public PullDecision Decision => decision ??= CheckRules.Judge(this);

    /// <summary>The required check first, then one for each touched environment;

    /// <summary>The head and base commits that evidence must match, a shown to users.</summary>
    public IReadOnlyList<CheckVerdict> Checks => checks ??= CheckRules.Decide(this);

    /// <summary>
    /// Uses the spelling of the environment in the settings, is missing or not apply regardless of out.
    /// </summary>
    public IReadOnlyList<PlanBinding> Plans => plans ??= PlanBinding.Of(this);
}
