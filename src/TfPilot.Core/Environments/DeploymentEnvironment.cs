namespace TfPilot.Core.Environments;

/// <summary>An environment as GitHub keeps it, and what a job that names it must pass there. A wait alone protects nothing.</summary>
public sealed record DeploymentEnvironment(string Name)
{
    /// <summary>Whether people must agree to each deployment.</summary>
    public bool HasReviewers { get; init; }

    /// <summary>Whether only some branches or tags may deploy.</summary>
    public bool HasBranchPolicy { get; init; }

    /// <summary>Whether an app must agree to each deployment.</summary>
    public bool HasCustomRule { get; init; }

    public bool IsProtected => HasReviewers || HasBranchPolicy || HasCustomRule;
}
