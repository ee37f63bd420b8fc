using System.Diagnostics;
using System.Globalization;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>One run of a program: wall time, and peak resident memory as counted by the kernel.</summary>
internal sealed record Measured(double Milliseconds, double? Megabytes)
{
    private const string GnuTime = "/usr/bin/time";
    private static readonly string Peak = Path.GetTempFileName();

    /// <summary>
    /// The kernel reports the peak memory of a process only to its parent, so GNU time runs as the parent and prints
    /// it.
    /// </summary>
    public static bool CanTellMemory { get; } = File.Exists(GnuTime)
        && Ends(GnuTime, ["-q", "-f", "%M", "-o", Peak, "true"]) == 0;

    public static Measured Run(Contestant contestant)
    {
        var (command, arguments) = CanTellMemory
            ? (GnuTime, ["-q", "-f", "%M", "-o", Peak, contestant.Command, .. contestant.Arguments])
            : (contestant.Command, contestant.Arguments);
        var started = Stopwatch.GetTimestamp();
        Start(command, arguments);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return new(
            took, CanTellMemory ? double.Parse(File.ReadAllText(Peak), CultureInfo.InvariantCulture) / 1024 : null);
    }

    public static void Start(string command, IReadOnlyList<string> arguments)
    {
        if (Ends(command, arguments) is var exitCode and not 0)
            throw new InvalidOperationException(
                $"{command} {string.Join(' ', arguments)} ended with exit code {exitCode}");
    }

    private static int Ends(string command, IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}

/// <summary>All runs of one contestant.</summary>
internal sealed class Result(Contestant contestant)
{
    private readonly List<Measured> runs = [];

    public Contestant Contestant => contestant;

    public double Milliseconds => Median(runs.Select(run => run.Milliseconds));

    public double? Megabytes => Measured.CanTellMemory ? Median(runs.Select(run => run.Megabytes!.Value)) : null;

    public void Add(Measured run) => runs.Add(run);

    private double Median(IEnumerable<double> values) => values.Order().ElementAt(runs.Count / 2);
}
