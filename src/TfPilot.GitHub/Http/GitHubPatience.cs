namespace TfPilot.GitHub.Http;

/// <summary>How long GitHub is waited for: one try, and all waits between the tries of one call together.</summary>
public sealed record GitHubPatience(TimeProvider Clock, Func<double> Random)
{
    public static GitHubPatience Default { get; } = new(TimeProvider.System, System.Random.Shared.NextDouble);

    public TimeSpan PerTry { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Waiting { get; init; } = TimeSpan.FromMinutes(3);
}
