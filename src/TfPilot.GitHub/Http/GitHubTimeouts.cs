namespace TfPilot.GitHub.Http;

/// <summary>
/// The timeouts of a call: for one attempt, and for all waits between attempts together. <paramref name="Random"/>
/// returns values from 0 to 1 for the jitter of waits.
/// </summary>
public sealed record GitHubTimeouts(TimeProvider Clock, Func<double> Random)
{
    public static GitHubTimeouts Default { get; } = new(TimeProvider.System, System.Random.Shared.NextDouble);

    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan RetryBudget { get; init; } = TimeSpan.FromMinutes(3);
}
