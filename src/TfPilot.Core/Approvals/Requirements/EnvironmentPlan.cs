using TfPilot.Core.Plans;

namespace TfPilot.Core.Approvals;

/// <summary>All plans of an environment as one: what approvals and overrides are bound to.</summary>
public static class EnvironmentPlan
{
    /// <summary>Of names and fingerprints, whatever their order.</summary>
    public static string Fingerprint(IEnumerable<(string Project, string Fingerprint)> plans)
    {
        using var hash = new FingerprintHash(timestamp: null);
        foreach (var (project, fingerprint) in plans.OrderBy(plan => plan.Project, StringComparer.Ordinal).ThenBy(plan => plan.Fingerprint, StringComparer.Ordinal)) hash.Add(project, fingerprint);
        return hash.Result();
    }

    /// <summary>Of the plans that count now; null when there is none, or one that is not trusted.</summary>
    public static string? FingerprintOf(PullFacts facts, string? environment) => FingerprintOf(new PullCase(facts), environment);

    internal static string? FingerprintOf(PullCase pull, string? environment) =>
        pull.In(environment).ToList() is { Count: > 0 } projects && projects.TrueForAll(project => project.Evidence.IsTrusted)
            ? Fingerprint(projects.Select(project => (project.Review.Name, project.Review.Fingerprint)))
            : null;
}
