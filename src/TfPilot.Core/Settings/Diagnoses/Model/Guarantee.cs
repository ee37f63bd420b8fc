using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>Says what keeps a change that nobody approved from being applied. What is not known is never promised.</summary>
internal static class Guarantee
{
    private const string Rest = "the required check, the environment's own branches, and a cloud that trusts jobs of that `environment:` alone";

    public static string Of(RepositoryFacts facts)
    {
        if (facts.EnvironmentNames is not { Count: > 0 } wanted) return "Guarantee: none is known, because no settings name an environment to hold.";
        if (facts.GitHub.Environments is not { } known) return $"Guarantee: not known. At best a custom deployment protection rule holds each environment (on private repositories that needs GitHub Enterprise); without one it is {Rest}.";
        var kept = wanted.Select(name => known.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)) ?? new DeploymentEnvironment(name)).ToList();
        if (Names(kept, one => !one.HasCustomRule && !one.HasBranchPolicy) is { Length: > 0 } open) return $"Guarantee: none for {open}. A workflow of any branch can name it, so tfpilot informs there and does not hold.";
        if (Names(kept, one => !one.HasCustomRule) is { Length: > 0 } limited) return $"Guarantee: for {limited} it is {Rest}. Of these doctor sees the branches.";
        return $"Guarantee: the strongest. A custom deployment protection rule holds {Names(kept, _ => true)}, and GitHub starts no deployment before it agrees.";
    }

    private static string Names(IEnumerable<DeploymentEnvironment> all, Func<DeploymentEnvironment, bool> chosen) => string.Join(", ", all.Where(chosen).Select(one => one.Name));
}
