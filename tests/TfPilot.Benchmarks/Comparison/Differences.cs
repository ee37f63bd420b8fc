using System.Globalization;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>
/// The cost of comparing long lists, relative to node's parsing of the same plan, and to another version of the program
/// if <c>TFPILOT_OTHER</c> is set to its path.
/// </summary>
internal static class Differences
{
    public static void Run()
    {
        var folder = Peers.Folder();
        var tfpilot = Published.Program(folder, "action/TfPilot.Action.csproj", "tfpilot");
        var other = Environment.GetEnvironmentVariable("TFPILOT_OTHER");
        var contestants = new List<Contestant>();
        foreach (var isInserted in (bool[])[false, true])
        {
            var plan = LongListPlan.Ensure(folder, isInserted);
            var what = isInserted ? "one rule changed, one inserted" : "one rule changed";
            contestants.Add(new($"node, `JSON.parse`: {what}", "node", "-e", Contest.Parse, plan));
            foreach (var format in (string[])["text", "markdown"])
            {
                contestants.Add(Review($"`tfpilot review --format {format}`: {what}", tfpilot, plan, format, folder));
                if (other is { Length: > 0 })
                    contestants.Add(Review($"the other version, {format}: {what}", other, plan, format, folder));
            }
        }

        Console.WriteLine("| program | wall time, ms | peak memory, MB |\n|---|---:|---:|");
        foreach (var result in Peers.RunAlternately(contestants))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {result.Contestant.Name} | {result.Milliseconds:F0} | {result.Megabytes:F1} |"));
    }

    private static Contestant Review(string name, string program, string plan, string format, string folder) => new(
        name, program, "review", plan, "--format", format, "--output", Path.Combine(folder, $"review.{format}"));
}
