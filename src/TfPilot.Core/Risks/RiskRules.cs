using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>How dangerous a plan is: the headline class, the named factors, how far each change reaches, and what looks like a rename.</summary>
public static class RiskRules
{
    public static Risk Assess(Plan plan, RiskSettings settings) => throw new NotImplementedException();
}
