using TfPilot.Action.Flows;

namespace TfPilot.Action.Jobs;

/// <summary>Reads the plan of a job that applies, without costs and scanner reports.</summary>
internal static class AppliedPlan
{
    /// <returns>The facts and problems; more or less than one plan is for the caller to report.</returns>
    public static ReviewInputs Read(JobRequest request, DateOnly today)
    {
        var gathered = new ReviewInputs(
            new(request.Plans, request.Name, request.Environment, request.Source, Config: null, [], [], []), today);
        gathered.Gather(Stream.Null, isPiped: false);
        return gathered;
    }
}
