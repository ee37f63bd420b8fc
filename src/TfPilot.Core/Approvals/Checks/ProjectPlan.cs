using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Approvals;

/// <summary>The trusted plan of one project of a pull request, and the run attempt that reported it.</summary>
/// <param name="Environment">As spelled in the settings; null for a plan without environment.</param>
/// <param name="Folder">The project's folder, relative to the repository root; empty for the root.</param>
/// <param name="Fingerprint">See <see cref="Plans.PlanFingerprint"/>.</param>
/// <param name="IsEmpty">Whether the plan changes nothing.</param>
public sealed record ProjectPlan(
    string? Environment, string Project, string Folder, string Fingerprint, bool IsEmpty, RunAttempt Run)
{
    internal static IReadOnlyList<ProjectPlan> Of(PullEvaluation pull) =>
    [
        .. pull.Projects.Where(project => project.Evidence.IsTrusted).Select(project => new ProjectPlan(
            project.Environment, project.Review.Name, project.Evidence.Folder, project.Review.Fingerprint,
            project.Review.Risk.Class == RiskClass.None, project.Evidence.Document.Run)),
    ];
}
