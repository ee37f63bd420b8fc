namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>The number of pull requests, of events, and of kills per instance.</summary>
internal sealed record ChaosSize(int Pulls, int Events, int KillsOfEach, TimeSpan Timeout)
{
    public const int Instances = 3;

    private static readonly ChaosSize Small = new(15, 300, 1, TimeSpan.FromMinutes(3));
    private static readonly ChaosSize Full = new(200, 10_000, 4, TimeSpan.FromMinutes(15));

    public static ChaosSize Requested => Environment.GetEnvironmentVariable("TFPILOT_CHAOS") == "full" ? Full : Small;

    public static int Seed =>
        int.TryParse(Environment.GetEnvironmentVariable("TFPILOT_CHAOS_SEED"), out var seed) ? seed
        : Random.Shared.Next();
}
