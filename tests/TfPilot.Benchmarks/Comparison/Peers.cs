namespace TfPilot.Benchmarks.Comparison;

/// <summary>
/// Runs tfpilot and programs that show the minimal cost of its work, each as a whole process, and prints the medians
/// and their ratios. It only reports: a busy machine is not a failure.
/// </summary>
internal static class Peers
{
    private const int Repetitions = 11;

    public static void Run()
    {
        var folder = Folder();
        var plan = BigPlan.Ensure(Path.Combine(folder, "plan"));
        var contest = Contest.Of(folder, plan);
        Console.WriteLine(ComparisonReport.Write(contest, RunAlternately(contest.All), new FileInfo(plan).Length));
    }

    public static string Folder() => Directory.CreateDirectory(Repository.PathOf("artifacts", "performance")).FullName;

    /// <summary>
    /// Runs the contestants alternately, so that other load on the machine affects all of them; the first round only
    /// warms the caches.
    /// </summary>
    public static IReadOnlyList<Result> RunAlternately(IReadOnlyList<Contestant> contestants)
    {
        foreach (var contestant in contestants) Measured.Run(contestant);
        var results = contestants.Select(contestant => new Result(contestant)).ToList();
        for (var round = 0; round < Repetitions; round++)
        {
            Console.Error.WriteLine($"round {round + 1} of {Repetitions}");
            foreach (var result in results) result.Add(Measured.Run(result.Contestant));
        }

        return results;
    }
}
