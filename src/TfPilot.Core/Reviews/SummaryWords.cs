using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>A plan in numbers, as Terraform's last line says it.</summary>
internal static class SummaryWords
{
    /// <summary>Such as "1 to import, 2 to add, 0 to change, 1 to destroy": a replacement adds and destroys.</summary>
    public static string Of(PlanSummary summary) => string.Join(", ",
    [
        .. When(summary.Import, "to import"), $"{Words.Number(summary.Add)} to add",
        $"{Words.Number(summary.Change)} to change", $"{Words.Number(summary.Destroy)} to destroy",
        .. When(summary.Forget, "to forget"),
    ]);

    /// <summary>What that line does not say, such as "1 replacement, 2 outputs"; empty without any.</summary>
    public static IEnumerable<string> More(PlanCounts counts)
    {
        (int Count, string Noun)[] more =
            [(counts.Replace, "replacement"), (counts.Move, "move"), (counts.Read, "read"), (counts.Outputs, "output")];
        var words = string.Join(", ",
            more.Where(part => part.Count > 0).Select(part => Words.Count(part.Count, part.Noun)));
        return words.Length > 0 ? [words] : [];
    }

    private static IEnumerable<string> When(int count, string words) =>
        count > 0 ? [$"{Words.Number(count)} {words}"] : [];
}
