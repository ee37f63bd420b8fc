using System.Globalization;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>
/// The cost of fifty rules of all kinds: reviews of the same plan with them and without any settings.
/// </summary>
internal static class FiftyRules
{
    public static void Run()
    {
        var folder = Peers.Folder();
        var plan = StackPlan.Ensure(BigPlan.Ensure(Path.Combine(folder, "plan")));
        var tfpilot = Published.Program(folder, "action/TfPilot.Action.csproj", "tfpilot");
        var rules = Repository.PathOf("tests", "TfPilot.Benchmarks", "big-plan", "fifty-rules.yml");
        string[] review = ["review", plan, "--format", "json", "--output", Path.Combine(folder, "review.json")];
        var results = Peers.RunAlternately(
            [new("`tfpilot review`, 10,000 objects", tfpilot, review),
                new("the same with fifty rules", tfpilot, [.. review, "--config", rules])]);
        Console.WriteLine("| program | wall time, ms | peak memory, MB |\n|---|---:|---:|");
        foreach (var result in results) Write(result.Contestant.Name, result.Milliseconds, result.Megabytes);
        Write("what the rules add", results[1].Milliseconds - results[0].Milliseconds,
            results[1].Megabytes - results[0].Megabytes);
    }

    private static void Write(string name, double milliseconds, double? megabytes) =>
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"| {name} | {milliseconds:F0} | {megabytes:F1} |"));
}
