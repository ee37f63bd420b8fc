using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Changes;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>Reads the facts of a plan that was decided about.</summary>
internal static class DecidedPlanFacts
{
    /// <returns>Null when the evidence is no longer stored.</returns>
    public static async Task<ProjectFacts?> FindPlanAsync(
        this EvidenceStore evidence, long installation, long repository, DecidedPlan plan, string environment,
        CancellationToken ct)
    {
        if (await evidence.FindAsync(installation, repository, plan.Run, plan.Attempt, ct) is not { Trusted: true } row)
            return null;
        var bytes = 0L;
        return EvidenceFacts.Read(row.Facts, ref bytes).Match(
            facts => facts.Projects.FirstOrDefault(project => project.Name == plan.Project
                && EnvironmentNames.IsSame(project.Environment, environment)),
            _ => null);
    }
}
