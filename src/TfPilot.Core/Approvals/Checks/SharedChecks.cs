using System.Globalization;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>A check to publish, with the number of the pull request that owns it.</summary>
public sealed record SharedCheck(int Number, CheckVerdict Verdict);

/// <summary>
/// A check belongs to a commit. Among the open pull requests with the same head, the worst result is published.
/// </summary>
public static class SharedChecks
{
    /// <summary>No environment name contains a space, so this name cannot collide.</summary>
    public const string RestName = $"{CheckRules.EnvironmentPrefix}more environments";

    private const int MaxChecks = 30;
    private const int MaxListed = 200;

    /// <summary>One check per name; on equal results the lowest pull request number wins.</summary>
    public static IReadOnlyList<SharedCheck> Worst(IReadOnlyList<PullEvaluation> sharing) =>
        Worst(sharing.SelectMany(pull => pull.Checks, (pull, verdict) => new SharedCheck(pull.Facts.Number, verdict)));

    /// <summary>All checks that the pull requests need.</summary>
    internal static IReadOnlyList<SharedCheck> Worst(IEnumerable<SharedCheck> wanted) =>
        [.. wanted.OrderBy(check => check.Number)
            .GroupBy(check => check.Verdict.Name)
            .Select(same => WorstOf([.. same]))];

    /// <summary>
    /// Limits the number of checks so that a person can read them: required checks first, then in order. One summary
    /// check represents the rest; checks already shown on GitHub stay.
    /// </summary>
    /// <param name="shown">The names of the checks that the commit already has.</param>
    public static IReadOnlyList<SharedCheck> Limited(IReadOnlyList<SharedCheck> wanted, IReadOnlySet<string> shown)
    {
        if (wanted.Count <= MaxChecks) return wanted;
        var own = wanted.OrderByDescending(check => check.Verdict.IsRequired)
            .Where((check, place) => place < MaxChecks - 1 || shown.Contains(check.Verdict.Name)).ToList();
        return [.. own.Append(new(own[0].Number, Remaining([.. wanted.Except(own).Select(check => check.Verdict)])))];
    }

    private static CheckVerdict Remaining(IReadOnlyList<CheckVerdict> rest)
    {
        var worst = rest.MaxBy(verdict => verdict.Outcome)!;
        var title = TextColumns.TruncateAtWord(
            string.Create(CultureInfo.InvariantCulture, $"{rest.Count} more environments, the worst: {worst.Title}"),
            CheckVerdict.TitleLength);
        var lines = rest.Take(MaxListed).Select(verdict => $"- {MarkdownText.Escape(verdict.Name)}: " +
            $"{CheckText.Words(verdict.Outcome)}, {MarkdownText.Escape(verdict.Title)}\n");
        var more = rest.Count > MaxListed
            ? string.Create(CultureInfo.InvariantCulture, $"- and {rest.Count - MaxListed} more\n") : "";
        return new(RestName, IsRequired: false, worst.Outcome, title,
            string.Create(CultureInfo.InvariantCulture,
                $"A commit has at most {MaxChecks} checks of tfpilot; this check represents the others. The " +
                    $"required check decides.\n\n{string.Concat(lines)}{more}"));
    }

    private static SharedCheck WorstOf(IReadOnlyList<SharedCheck> sharing)
    {
        var worst = sharing.MaxBy(check => check.Verdict.Outcome)!;
        return sharing.Count == 1 ? worst
            : new(sharing[0].Number, worst.Verdict with { Summary = worst.Verdict.Summary + Note(worst, sharing) });
    }

    private static string Note(SharedCheck worst, IReadOnlyList<SharedCheck> sharing)
    {
        const int Max = 20;
        var numbers = sharing.Take(Max)
            .Select(check => string.Create(CultureInfo.InvariantCulture, $"#{check.Number}"));
        var more = sharing.Count > Max ? $" and {sharing.Count - Max} more" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"\nThis check represents {string.Join(", ", numbers)}{more}, which have the same head. The worst " +
                $"result counts, which is that of #{worst.Number}.\n");
    }
}
