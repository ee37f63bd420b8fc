using System.Diagnostics;
using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>A check in words: the verdict, where every requirement stands and why, the review, and what it was decided from.</summary>
internal static class CheckText
{
    private const int MostRows = 40;
    private const int MostReasons = 20;
    private const int MostNamed = 20;
    private const int NameLength = 80;
    private const int ReasonLength = 600;

    /// <summary>Left free for what is added where pull requests share a check.</summary>
    private const int RoomForTwins = 1_000;

    public static CheckVerdict Write(string name, PullCase pull, string? environment, IReadOnlyList<Standing> standings)
    {
        var outcome = standings.Select(standing => standing.Outcome).DefaultIfEmpty(CheckOutcome.Success).Max();
        var shown = pull.Projects.Where(project => pull.Facts.Settings.Problems.Count == 0 && (environment is null || PullCase.IsSame(project.Environment, environment))).ToList();
        var review = Review.Of([.. shown.Select(project => project.Review)], []);
        var title = TextColumns.Cut(VisibleText.Of(Title(outcome, pull, review, standings, environment)), CheckVerdict.TitleLength);
        return new(name, IsRequired: environment is null, outcome, title, Summary(name, title, outcome, pull, environment, shown, review, standings))
        {
            Annotations = environment is null ? Annotations(shown) : [],
        };
    }

    /// <summary>What stands at a line, as far as its evidence is believed.</summary>
    private static IReadOnlyList<ReviewAnnotation> Annotations(List<JudgedProject> shown)
    {
        var believed = Review.Of([.. shown.Where(project => project.Evidence.IsTrusted).Select(project => project.Review)], []);
        return [.. ReviewAnnotation.Of(believed).Where(remark => remark.Line is not null).Take(CheckVerdict.MostAnnotations)];
    }

    public static string Words(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Success => "success",
        CheckOutcome.ActionRequired => "action required",
        CheckOutcome.Failure => "failure",
        _ => throw new UnreachableException(),
    };

    /// <summary>What is worst, in the order of the rules.</summary>
    private static string Title(CheckOutcome outcome, PullCase pull, Review review, IReadOnlyList<Standing> standings, string? environment) =>
        outcome == CheckOutcome.Success && standings.Where(standing => standing.Decision == Decision.Overridden).ToList() is { Count: > 0 } lifted
            ? string.Join(" · ", lifted.Select(standing => environment is null ? standing.Title : standing.Words).Distinct())
        : outcome == CheckOutcome.Success && review.Projects.Count > 0 ? Headline.Of(review)
        : standings.Count == 0 ? pull.IsNothing ? "Nothing of Terraform is touched" : "No plan is concerned"
        : string.Join(" · ", Worst(standings).Where(standing => standing.Outcome == outcome).Select(standing => environment is null ? standing.Title : standing.Words).Distinct());

    private static string Summary(
        string name, string title, CheckOutcome outcome, PullCase pull, string? environment, List<JudgedProject> shown, Review review, IReadOnlyList<Standing> standings)
    {
        var top = $"**{MarkdownText.Escape(name)}**: {Words(outcome)}\n**{MarkdownText.Escape(title)}**\n\n{Table(standings)}{Reasons(standings)}";
        var end = $"{Origin(pull, environment, shown)}\n";
        if (shown.Count == 0) return $"{top}{Notes(pull)}{end}";
        var room = MarkdownBudget.CheckRun.Limit - MarkdownBudget.CheckRun.Measure(top) - MarkdownBudget.CheckRun.Measure(end) - RoomForTwins;
        var options = new MarkdownOptions(new MarkdownBudget.Utf8(room)) { UserTemplates = pull.Facts.Settings.Templates, Notes = [.. NotesOf(pull)] };
        return $"{top}{ReviewMarkdown.Write(review, options).TrimEnd('\n')}\n\n{end}";
    }

    private static string Table(IReadOnlyList<Standing> standings)
    {
        if (standings.Count == 0) return "";
        var rows = Worst(standings).Take(MostRows).Select(standing => $"| {Cell(standing.Environment ?? "all")} | {Icon(standing.Outcome)} {Cell(standing.Words)} |\n");
        var more = standings.Count > MostRows ? $"| … | {standings.Count - MostRows} more |\n" : "";
        return $"| Environment | Standing |\n|:--|:--|\n{string.Concat(rows)}{more}\n";
    }

    private static string Reasons(IReadOnlyList<Standing> standings)
    {
        var reasons = Worst(standings).SelectMany(standing => standing.Reasons).Distinct().ToList();
        if (reasons.Count == 0) return "";
        var text = new StringBuilder();
        foreach (var reason in reasons.Take(MostReasons)) text.Append("- ").Append(MarkdownText.Escape(TextColumns.Cut(VisibleText.Of(reason), ReasonLength))).Append('\n');
        if (reasons.Count > MostReasons) text.Append("- and ").Append(reasons.Count - MostReasons).Append(" more\n");
        return text.Append('\n').ToString();
    }

    private static IEnumerable<string> NotesOf(PullCase pull)
    {
        if (pull.Facts.Settings.IsMissing) yield return $"There is no .tfpilot.yml on {pull.Facts.Settings.Branch}, so the defaults decide.";
    }

    private static string Notes(PullCase pull) => string.Concat(NotesOf(pull).Select(note => $"{MarkdownText.Escape(note)}\n\n"));

    private static string Origin(PullCase pull, string? environment, List<JudgedProject> shown)
    {
        var facts = pull.Facts;
        var environments = environment is not null ? [environment] : pull.Environments;
        var runs = shown.Select(project => project.Evidence.Document).Concat(environment is null && pull.Newest is { } newest ? [newest] : [])
            .Select(document => document.Run).Distinct().OrderBy(run => run.Run).ThenBy(run => run.Attempt).Select(run => run.ToString());
        var plans = shown.Select(project => $"{Cell(project.Review.Name)} {MarkdownText.Code(project.Review.Fingerprint)}");
        return $"Decided for head `{facts.Head.Short}` on {Cell(facts.BaseBranch)} `{facts.Base.Short}`"
            + $"{Named(", environment ", environments.Select(Cell))}{Named(", plan ", plans)}."
            + $" Evidence: {Named("", runs) switch { "" => "none", var named => named }}."
            + $" Settings: {Cell(facts.Settings.Branch)} `{facts.Settings.Commit.Short}`{(facts.Settings.IsMissing ? " (none: the defaults)" : "")}.";
    }

    private static string Named(string lead, IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count == 0 ? "" : $"{lead}{string.Join(", ", all.Take(MostNamed))}{(all.Count > MostNamed ? $" and {all.Count - MostNamed} more" : "")}";
    }

    private static IEnumerable<Standing> Worst(IReadOnlyList<Standing> standings) => standings.OrderByDescending(standing => standing.Outcome);

    private static string Cell(string text) => MarkdownText.Escape(TextColumns.Cut(VisibleText.Of(text), NameLength));

    private static string Icon(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Success => "✅",
        CheckOutcome.ActionRequired => "⏳",
        CheckOutcome.Failure => "⛔",
        _ => throw new UnreachableException(),
    };
}
