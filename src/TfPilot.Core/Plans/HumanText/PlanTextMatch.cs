using System.Globalization;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>Whether a text shows the plan: Terraform's own counts must agree.</summary>
internal static partial class PlanTextMatch
{
    private static readonly string[] Beginnings = ["No changes.", "Changes to Outputs:", "Plan: "];

    public static bool Fits(IReadOnlyList<string> lines, Plan plan)
    {
        if (!lines.Any(line => Array.Exists(Beginnings, start => line.StartsWith(start, StringComparison.Ordinal))))
            return false;
        var counts = lines.FirstOrDefault(line => line.StartsWith("Plan: ", StringComparison.Ordinal));
        var summary = PlanSummary.Of(plan);
        return Count(counts, "add") == summary.Add && Count(counts, "change") == summary.Change
            && Count(counts, "destroy") == summary.Destroy;
    }

    private static int Count(string? line, string verb)
    {
        var count = line is null ? null
            : Counts().Matches(line).FirstOrDefault(match => match.Groups["verb"].Value == verb);
        return count is null ? 0 : int.Parse(count.Groups["count"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(?<count>\d{1,9}) to (?<verb>[a-z]+)", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Counts();
}
