using TfPilot.Core.Plans;

namespace TfPilot.Core.Approvals;

/// <summary>The combined plan of an environment; approvals and overrides are bound to it.</summary>
public static class EnvironmentPlan
{
    /// <summary>Computed from project names and fingerprints, independent of their order.</summary>
    public static string Fingerprint(IEnumerable<(string Project, string Fingerprint)> plans)
    {
        using var hash = new FingerprintHash(timestamp: null);
        foreach (var (project, fingerprint) in plans.OrderBy(plan => plan.Project, StringComparer.Ordinal)
            .ThenBy(plan => plan.Fingerprint, StringComparer.Ordinal)) hash.Add(project, fingerprint);
        return hash.Result();
    }

    internal static string FingerprintOf(IEnumerable<JudgedProject> projects) =>
        Fingerprint(projects.Select(project => (project.Review.Name, project.Review.Fingerprint)));
}
