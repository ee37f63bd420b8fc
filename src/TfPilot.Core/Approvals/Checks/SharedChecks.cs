using System.Globalization;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>A check as it is to be, with the number of the pull request that it is filed under.</summary>
public sealed record SharedCheck(int Number, CheckVerdict Verdict);

/// <summary>A check belongs to a commit: of all open pull requests with that head, the one that wants the worst has it.</summary>
public static class SharedChecks
{
    /// <summary>No environment has a space in its name.</summary>
    public const string RestName = $"{CheckRules.EnvironmentPrefix}more environments";

    private const int MaxChecks = 30;
    private const int MaxListed = 200;

    /// <summary>One check of each name that somebody wants, those of the lowest number first.</summary>
    public static IReadOnlyList<SharedCheck> Worst(IReadOnlyList<PullEvaluation> sharing) =>
        Worst(sharing.SelectMany(pull => pull.Checks, (pull, verdict) => new SharedCheck(pull.Facts.Number, verdict)));

    /// <summary>Of all that the pull requests ask for.</summary>
    internal static IReadOnlyList<SharedCheck> Worst(IEnumerable<SharedCheck> wanted) =>
        [.. wanted.OrderBy(check => check.Number)
            .GroupBy(check => check.Verdict.Name)
            .Select(same => WorstOf([.. same]))];

    /// <summary>
    /// So many that a person may read them: those who must be required first, then in their order. One check stands for the rest; what GitHub shows
    /// already stays.
    /// </summary>
    /// <param name="shown">The names of the checks that the commit has.</param>
    public static IReadOnlyList<SharedCheck> Limited(IReadOnlyList<SharedCheck> wanted, IReadOnlySet<string> shown)
    {
        if (wanted.Count <= MaxChecks) return wanted;
        var own = wanted.OrderByDescending(check => check.Verdict.IsRequired).Where((check, place) => place < MaxChecks - 1 || shown.Contains(check.Verdict.Name)).ToList();
        return [.. own.Append(new(own[0].Number, Rest([.. wanted.Except(own).Select(check => check.Verdict)])))];
    }

    private static CheckVerdict Rest(IReadOnlyList<CheckVerdict> rest)
    {
        var worst = rest.MaxBy(verdict => verdict.Outcome)!;
        var title = TextColumns.CutWords(string.Create(CultureInfo.InvariantCulture, $"{rest.Count} more environments, the worst: {worst.Title}"), CheckVerdict.TitleLength);
        var lines = rest.Take(MaxListed).Select(verdict => $"- {MarkdownText.Escape(verdict.Name)}: {CheckText.Words(verdict.Outcome)}, {MarkdownText.Escape(verdict.Title)}\n");
        var more = rest.Count > MaxListed ? string.Create(CultureInfo.InvariantCulture, $"- and {rest.Count - MaxListed} more\n") : "";
        return new(RestName, IsRequired: false, worst.Outcome, title,
            string.Create(CultureInfo.InvariantCulture, $"A commit has at most {MaxChecks} checks of tfpilot; this one stands for the others. The required check decides.\n\n{string.Concat(lines)}{more}"));
    }

    private static SharedCheck WorstOf(IReadOnlyList<SharedCheck> sharing)
    {
        var worst = sharing.MaxBy(check => check.Verdict.Outcome)!;
        return sharing.Count == 1 ? worst : new(sharing[0].Number, worst.Verdict with { Summary = worst.Verdict.Summary + Note(worst, sharing) });
    }

    private static string Note(SharedCheck worst, IReadOnlyList<SharedCheck> sharing)
    {
        const int Max = 20;
        var numbers = sharing.Take(Max).Select(check => string.Create(CultureInfo.InvariantCulture, $"#{check.Number}"));
        var more = sharing.Count > Max ? $" and {sharing.Count - Max} more" : "";
        return string.Create(CultureInfo.InvariantCulture, $"\nThis check stands for {string.Join(", ", numbers)}{more}, which have the same head: what is worst counts, and that is #{worst.Number}.\n");
    }
}
