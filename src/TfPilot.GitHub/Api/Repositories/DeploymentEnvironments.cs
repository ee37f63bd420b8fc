using TfPilot.Core.Environments;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Reads deployment environments and their protection rules.</summary>
public static class DeploymentEnvironments
{
    /// <summary>
    /// Lists the environments of a repository. One call per hundred, and one for each environment in
    /// <paramref name="wanted"/>, because only that call returns the custom rules of an environment.
    /// </summary>
    public static async Task<IReadOnlyList<DeploymentEnvironment>> ListEnvironmentsAsync(
        this GitHubClient github, RepositoryName repository, IReadOnlyList<string> wanted, CancellationToken ct)
    {
        var found = new List<DeploymentEnvironment>();
        await foreach (var (page, _) in github.PagesAsync($"/repos/{repository}/environments",
            $"list the environments of {repository}", RepositoryRestJson.Default.RestEnvironments, ct))
        {
            foreach (var environment in page.Environments ?? [])
            {
                var isWanted = wanted.Contains(environment.Name, StringComparer.OrdinalIgnoreCase);
                found.Add(ToModel(environment) with
                {
                    HasCustomRule = isWanted
                        && await HasCustomRuleAsync(github, repository, environment.Name, ct),
                });
            }
        }

        return found;
    }

    private static async Task<bool> HasCustomRuleAsync(
        GitHubClient github, RepositoryName repository, string environment, CancellationToken ct)
    {
        var path = $"/repos/{repository}/environments/{Uri.EscapeDataString(environment)}/deployment_protection_rules";
        var request = github.Rest(
            HttpMethod.Get, path, $"read the protection rules of the environment {environment} of {repository}");
        return (await github.SendAsync(request, RepositoryRestJson.Default.RestProtectionRules,
            ct)).CustomDeploymentProtectionRules?.Any(rule => rule.Enabled) == true;
    }

    private static DeploymentEnvironment ToModel(RestEnvironment environment) => new(environment.Name)
    {
        HasReviewers = environment.ProtectionRules?.Any(rule => rule.Type == "required_reviewers") == true,
        HasBranchPolicy = environment.DeploymentBranchPolicy is not null,
    };
}

internal sealed record RestEnvironments(IReadOnlyList<RestEnvironment>? Environments = null);

internal sealed record RestEnvironment(
    string Name, IReadOnlyList<RestEnvironmentRule>? ProtectionRules = null,
    RestBranchPolicy? DeploymentBranchPolicy = null);

internal sealed record RestEnvironmentRule(string Type);

internal sealed record RestBranchPolicy(bool ProtectedBranches, bool CustomBranchPolicies);

internal sealed record RestProtectionRules(IReadOnlyList<RestProtectionRule>? CustomDeploymentProtectionRules = null);

internal sealed record RestProtectionRule(bool Enabled);
