using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Reads what the rulesets of a repository and its organization require of a branch.</summary>
public static class BranchRules
{
    /// <summary>
    /// The highest number of approving reviews that active rulesets require of changes to the branch; 0 when none
    /// does. Classic branch protection is not included: the token of a job cannot read it.
    /// </summary>
    public static async Task<int> ReadRequiredReviewsAsync(
        this GitHubClient github, RepositoryName repository, string branch, CancellationToken ct)
    {
        var required = 0;
        await foreach (var (rules, _) in github.PagesAsync(
            $"/repos/{repository}/rules/branches/{Uri.EscapeDataString(branch)}",
            $"read the rules of branch {branch} of {repository}",
            RepositoryRestJson.Default.IReadOnlyListRestBranchRule, ct))
        {
            required = rules.Where(rule => rule.Type == "pull_request")
                .Select(rule => rule.Parameters?.RequiredApprovingReviewCount ?? 0).Append(required).Max();
        }

        return required;
    }
}

internal sealed record RestBranchRule(string Type, RestBranchRuleParameters? Parameters = null);

internal sealed record RestBranchRuleParameters(int? RequiredApprovingReviewCount = null);
