namespace TfPilot.Benchmarks.Comparison;

/// <summary>
/// Runs tfpilot beside programs that show what its work costs at least, all as whole processes, and prints the medians
/// and their ratios. It reports and judges nothing: a machine that is busy is no failure.
/// </summary>
internal static class Peers
{
    private const int Rounds = 11;

    public static void Run()
    {
        var folder = Folder();
        var plan = BigPlan.Ensure(Path.Combine(folder, "plan"));
        var contest = Contest.Of(folder, plan);
        Console.WriteLine(ComparisonReport.Write(contest, InTurns(contest.All), new FileInfo(plan).Length));
    }

    public static string Folder() => Directory.CreateDirectory(Repository.PathOf("artifacts", "performance")).FullName;

    /// <summary>
    /// In turns, so that whatever else the machine does meets all alike; the first turn only warms the caches.
    /// </summary>
    public static IReadOnlyList<Result> InTurns(IReadOnlyList<Contestant> contestants)
    {
        foreach (var contestant in contestants) Measured.Run(contestant);
        var results = contestants.Select(contestant => new Result(contestant)).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            Console.Error.WriteLine($"round {round + 1} of {Rounds}");
            foreach (var result in results) result.Add(Measured.Run(result.Contestant));
        }

        return results;
    }
}
