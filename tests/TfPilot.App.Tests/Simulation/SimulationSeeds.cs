using System.Globalization;

namespace TfPilot.App.Tests.Simulation;

/// <summary>The seeds to run, from the environment variable TFPILOT_SIMULATION.</summary>
internal static class SimulationSeeds
{
    public const string Variable = "TFPILOT_SIMULATION";

    private const string One = "seed:";

    private static readonly string? Requested = Environment.GetEnvironmentVariable(Variable);

    /// <summary>Whether one seed is repeated.</summary>
    public static bool IsOne => Requested?.StartsWith(One, StringComparison.Ordinal) == true;

    /// <param name="count">Without a request.</param>
    /// <param name="oneOf">A requested number is divided by this.</param>
    public static IEnumerable<int> Of(int count, int oneOf = 1) => Requested switch
    {
        null or "" => Enumerable.Range(1, count),
        _ when IsOne => [int.Parse(Requested[One.Length..], CultureInfo.InvariantCulture)],
        _ => Enumerable.Range(1, int.Parse(Requested, CultureInfo.InvariantCulture) / oneOf),
    };
}
