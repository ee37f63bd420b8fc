using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>Values that rules cannot see: known only after apply, sensitive, or equal to a sensitive value.</summary>
internal static class HiddenValue
{
    public static bool Is(PlanValue? value) => value is PlanValue.Unknown or PlanValue.Sensitive or PlanValue.Masked;
}
