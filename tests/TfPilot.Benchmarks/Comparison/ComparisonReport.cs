using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>The tables of <c>docs/internals/performance.md</c>.</summary>
internal static class ComparisonReport
{
    private static readonly Ratio[] Ratios =
    [
        new("wall time: review to `JSON.parse`", "below 1", contest => contest.Review, contest => contest.Node,
            result => result.Milliseconds),
        new("peak memory: review to `JSON.parse`", "below 0.33", contest => contest.Review, contest => contest.Node,
            result => result.Megabytes),
        new("wall time: review to bare pass", "at most 2.5", contest => contest.Review, contest => contest.BarePass,
            result => result.Milliseconds),
        new("wall time: small review to hello world", "at most 10", contest => contest.SmallReview,
            contest => contest.HelloWorld, result => result.Milliseconds),
        new("peak memory: ten times the prior state to once", "1, but for noise", contest => contest.WithTenStates,
            contest => contest.WithState, result => result.Megabytes),
    ];

    public static string Write(Contest contest, IReadOnlyList<Result> results, long planBytes)
    {
        var report = new StringBuilder();
        report.AppendLine(CultureInfo.InvariantCulture,
            $"Big plan: {planBytes / 1e6:F1} MB. {Environment.ProcessorCount} processors, " +
                $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}.");
        if (!Measured.CanTellMemory)
            report.AppendLine(
                "Memory was not measured: that needs GNU time at /usr/bin/time (on Debian and Ubuntu the " +
                    "package `time`).");
        report.AppendLine().AppendLine("| program | wall time, ms | peak memory, MB |").AppendLine("|---|---:|---:|");
        foreach (var result in results)
        {
            report.AppendLine(CultureInfo.InvariantCulture,
                $"| {result.Contestant.Name} | {result.Milliseconds:F0} | {Number(result.Megabytes, "F1")} |");
        }

        report.AppendLine().AppendLine("| ratio | measured | limit |").AppendLine("|---|---:|---:|");
        foreach (var (question, limit, ours, theirs, of) in Ratios)
        {
            var ratio = of(Of(ours(contest))) / of(Of(theirs(contest)));
            report.AppendLine(CultureInfo.InvariantCulture, $"| {question} | {Number(ratio, "F2")} | {limit} |");
        }

        return report.ToString();

        Result Of(Contestant contestant) => results.Single(result => result.Contestant == contestant);
    }

    private static string Number(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";

    private sealed record Ratio(
        string Question, string Limit, Func<Contest, Contestant> Ours, Func<Contest, Contestant> Theirs,
        Func<Result, double?> Of);
}
