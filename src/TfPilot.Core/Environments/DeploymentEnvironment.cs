namespace TfPilot.Core.Environments;

/// <summary>A GitHub deployment environment and its protection rules. A wait timer alone does not protect it.</summary>
public sealed record DeploymentEnvironment(string Name)
{
    /// <summary>Whether each deployment needs a reviewer's approval.</summary>
    public bool HasReviewers { get; init; }

    /// <summary>Whether deployments are limited to some branches or tags.</summary>
    public bool HasBranchPolicy { get; init; }

    /// <summary>Whether each deployment needs an app's approval.</summary>
    public bool HasCustomRule { get; init; }

    public bool IsProtected => HasReviewers || HasBranchPolicy || HasCustomRule;
}
