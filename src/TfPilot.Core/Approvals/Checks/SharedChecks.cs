using System.Globalization;

namespace TfPilot.Core.Approvals;

/// <summary>A check as it is to be, with the number of the pull request that it is filed under.</summary>
public sealed record SharedCheck(int Number, CheckVerdict Verdict);

/// <summary>A check belongs to a commit: of all open pull requests with that head, the one that wants the worst has it.</summary>
public static class SharedChecks
{
    /// <summary>One check of each name that somebody wants, those of the lowest number first.</summary>
    public static IReadOnlyList<SharedCheck> Worst(IReadOnlyList<PullEvaluation> sharing) =>
        Worst(sharing.SelectMany(pull => pull.Checks, (pull, verdict) => new SharedCheck(pull.Facts.Number, verdict)));

    /// <summary>Of all that the pull requests ask for.</summary>
    internal static IReadOnlyList<SharedCheck> Worst(IEnumerable<SharedCheck> wanted) =>
        [.. wanted.OrderBy(check => check.Number)
            .GroupBy(check => check.Verdict.Name)
            .Select(same => WorstOf([.. same]))];

    private static SharedCheck WorstOf(IReadOnlyList<SharedCheck> sharing)
    {
        var worst = sharing.MaxBy(check => check.Verdict.Outcome)!;
        return sharing.Count == 1 ? worst : new(sharing[0].Number, worst.Verdict with { Summary = worst.Verdict.Summary + Note(worst, sharing) });
    }

    private static string Note(SharedCheck worst, IReadOnlyList<SharedCheck> sharing)
    {
        const int Most = 20;
        var numbers = sharing.Take(Most).Select(check => string.Create(CultureInfo.InvariantCulture, $"#{check.Number}"));
        var more = sharing.Count > Most ? $" and {sharing.Count - Most} more" : "";
        return string.Create(CultureInfo.InvariantCulture, $"\nThis check stands for {string.Join(", ", numbers)}{more}, which have the same head: what is worst counts, and that is #{worst.Number}.\n");
    }
}
