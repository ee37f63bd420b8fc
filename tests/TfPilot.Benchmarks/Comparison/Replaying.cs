using System.Globalization;
using System.Text;
using System.Text.Json;
using TfPilot.Core.Audit;
using TfPilot.Delivery.Timelines;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>The time to fold the timeline of a pull request with 100,000 entries, and to continue it.</summary>
internal static class Replaying
{
    private const int Entries = 100_000;
    private const int Later = 100;
    private const int Rounds = 7;

    public static void Run()
    {
        var lines = Lines();
        var (first, rest) = (lines[..Entries], lines[Entries..]);
        var (bare, cold, later) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            bare.Add(Milliseconds(() => first.ForEach(Pass)));
            var timeline = Timeline.Empty;
            cold.Add(Milliseconds(() => timeline = Fold(timeline, first)));
            later.Add(Milliseconds(() => Fold(timeline, rest)));
        }

        Console.WriteLine($"{lines.Sum(line => line.Length) >> 20} MiB of lines");
        Console.WriteLine("| what | CPU ms, first | CPU ms, median |\n|---|---:|---:|");
        Print("a bare `Utf8JsonReader` pass over the lines", bare);
        Print("100,000 entries, cold", cold);
        Print("100 later entries", later);
        Console.WriteLine($"Fold to bare pass: {Median(cold) / Median(bare):0.0}");
    }

    private static Timeline Fold(Timeline timeline, List<string> lines) =>
        timeline.Then(lines.Select(line => AuditEntryReader.TryRead(line)!));

    private static void Pass(string line)
    {
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(line));
        while (json.Read()) { }
    }

    /// <summary>Decisions of changing runs, heads and approvals, with gates and locks between them.</summary>
    private static List<string> Lines()
    {
        var (head, lines, at) = (AuditHead.Start(11), new List<string>(), DateTimeOffset.UnixEpoch);
        for (var i = 0; i < Entries + Later; i++)
        {
            var entry = AuditEntry.After(head, Note(i), at.AddSeconds(i));
            head = entry.Head;
            lines.Add(entry.Line);
        }

        return lines;
    }

    private static AuditNote Note(int i) => (i % 5) switch
    {
        3 => new(AuditKind.Gate, 22, 7, $"no for prod, live/web: attempt {i} has to wait.")
        {
            Evidence = [new("run", $"run {i}, attempt 1"), new("environment", "prod")],
        },
        4 => new(AuditKind.Lock, 22, 7, $"bob requested the lock of prod: {i}") { By = new(new(7), "bob") },
        _ => new(AuditKind.Decision, 22, 7, i % 2 == 0 ? "pending: prod needs 1 approval" : "approved: 1 approval")
        {
            Evidence =
            [
                new("head", (i / 10).ToString("x40", CultureInfo.InvariantCulture)),
                new("base", $"main {new string('a', 40)}"), new("settings", new('c', 40)),
                new("plan of prod", (i / 5).ToString("x64", CultureInfo.InvariantCulture)),
                new("run", $"run {i / 5}, attempt 1"), new("verdict", $"run {i / 5}, attempt 1: needs approval"),
                .. i % 2 == 0 ? [] : new[] { new AuditEvidence("approval", "bob (7)") },
            ],
        },
    };

    /// <summary>The CPU time of all threads, which other programs on the machine change least.</summary>
    private static double Milliseconds(Action work)
    {
        var start = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }

    private static void Print(string name, List<double> times) =>
        Console.WriteLine($"| {name} | {times[0]:F1} | {Median(times):F1} |");

    private static double Median(List<double> times) => times.Skip(1).Order().ElementAt(Rounds / 2);
}
