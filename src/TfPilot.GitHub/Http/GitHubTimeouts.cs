namespace TfPilot.GitHub.Http;

/// <summary>How long GitHub is waited for: one try, and all waits between the tries of one call together.</summary>
public sealed record GitHubTimeouts(TimeProvider Clock, Func<double> Random)
{
    public static GitHubTimeouts Default { get; } = new(TimeProvider.System, System.Random.Shared.NextDouble);

    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan RetryBudget { get; init; } = TimeSpan.FromMinutes(3);
}
