using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>Says what prevents an unapproved change from being applied. Unknown facts are never promised.</summary>
internal static class Guarantee
{
    private const string Rest =
        "the required check, the environment's own branches, and a cloud role that trusts only jobs of that " +
        "`environment:`";

    public static string Of(RepositoryFacts facts)
    {
        if (facts.EnvironmentNames is not { Count: > 0 } wanted)
            return "Guarantee: none, because the settings define no environment.";
        if (facts.GitHub.Environments is not { } known)
            return $"Guarantee: unknown. The strongest is a custom deployment protection rule for each environment " +
                $"(private repositories need GitHub Enterprise for it); without one it is {Rest}.";
        var kept = wanted.Select(
            name => known.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? new DeploymentEnvironment(name)).ToList();
        if (Names(kept, one => !one.HasCustomRule && !one.HasBranchPolicy) is { Length: > 0 } open)
            return $"Guarantee: none for {open}. A workflow on any branch can use it, so tfpilot only informs and " +
                "cannot block.";
        if (Names(kept, one => !one.HasCustomRule) is { Length: > 0 } limited)
            return $"Guarantee: for {limited} it is {Rest}. Of these, doctor can check only the branches.";
        return $"Guarantee: the strongest. A custom deployment protection rule protects {Names(kept, _ => true)}, " +
            "and GitHub starts no deployment before it approves.";
    }

    private static string Names(IEnumerable<DeploymentEnvironment> all, Func<DeploymentEnvironment, bool> chosen) =>
        string.Join(", ", all.Where(chosen).Select(one => one.Name));
}
