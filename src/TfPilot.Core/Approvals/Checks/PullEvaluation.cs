namespace TfPilot.Core.Approvals;

/// <summary>
/// The facts of a pull request at one moment with everything that follows from them. It is made once per look: every plan is judged once, and
/// checks, audit notes, JSON, buttons, commands and merge groups are written from the same decision.
/// </summary>
public sealed class PullEvaluation(PullFacts facts) : JudgedPull(facts)
{
    private PullDecision? decision;
    private IReadOnlyList<CheckVerdict>? checks;
    private IReadOnlyList<PlanBinding>? plans;

    /// <summary>What is decided, with all its reasons. Of a closed pull request nothing is decided any more.</summary>
    public PullDecision Decision => decision ??= CheckRules.Judge(this);

    /// <summary>The required check first, then one for each touched environment; none of a closed pull request.</summary>
    public IReadOnlyList<CheckVerdict> Checks => checks ??= CheckRules.Decide(this);

    /// <summary>In the order of the environments; one whose plan is missing or not trusted is left out.</summary>
    public IReadOnlyList<PlanBinding> Plans => plans ??= PlanBinding.Of(this);
}
