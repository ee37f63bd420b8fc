using System.Diagnostics;
using System.Globalization;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>
/// The text of a check: the verdict, the result and reasons of each requirement, the review, and the facts behind the
/// decision.
/// </summary>
internal static class CheckText
{
    private const string Template = "standings.scriban";
    private const int MaxNamed = 20;
    private const int NameLength = 80;

    /// <summary>Space reserved for the note about other pull requests that share the check.</summary>
    private const int RoomForSameHeadPulls = 1_000;

    public static CheckVerdict Write(
        string name, PullEvaluation pull, string? environment, IReadOnlyList<RequirementResult> results)
    {
        var outcome = results.Select(result => result.Outcome).DefaultIfEmpty(CheckOutcome.Success).Max();
        var shown = pull.Projects
            .Where(project => pull.Facts.Settings.Problems.Count == 0
                && (environment is null || EnvironmentNames.IsSame(project.Environment, environment))).ToList();
        var approved = new ApprovedFindings(results);
        var review = Review.Of([.. shown.Select(project => approved.Apply(project.Review))], []);
        var steps = CheckSteps.Of(results, isWhole: environment is null);
        var title = steps.Count > 0 ? CheckSteps.Title(steps)
            : TextColumns.TruncateAtWord(
                VisibleText.Of(Passed(pull, review, results, environment)), CheckVerdict.TitleLength);
        return new(name, IsRequired: environment is null, outcome, title,
            Summary(name, title, outcome, pull, environment, shown, review, results, steps))
        {
            Annotations = environment is null ? Annotations(shown, approved) : [],
        };
    }

    /// <summary>Line annotations, from trusted evidence only.</summary>
    private static IReadOnlyList<ReviewAnnotation> Annotations(List<JudgedProject> shown, ApprovedFindings approved)
    {
        var trusted = Review.Of(
            [.. shown.Where(project => project.Evidence.IsTrusted).Select(project => approved.Apply(project.Review))],
            []);
        return [.. ReviewAnnotation.Of(trusted).Where(annotation => annotation.Line is not null)
            .Take(CheckVerdict.MaxAnnotations)];
    }

    public static string Words(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Success => "success",
        CheckOutcome.ActionRequired => "action required",
        CheckOutcome.Failure => "failure",
        _ => throw new UnreachableException(),
    };

    /// <summary>Explains why nothing remains to be done.</summary>
    private static string Passed(
        PullEvaluation pull, Review review, IReadOnlyList<RequirementResult> results, string? environment)
    {
        string Words(IEnumerable<RequirementResult> results) =>
            string.Join(
                " · ", results.Select(result => environment is null ? result.Title : result.Words).Distinct());
        if (results.Count == 0) return pull.IsNothing ? "No Terraform files changed" : "No plan is affected";
        if (results.Any(result => result.Decision == Decision.Overridden))
            return Words(results.Where(result => result.Decision == Decision.Overridden));
        string?[] parts = [IsApproved(results) ? "Approved" : null,
            review.Projects.Count > 0 ? Headline.Of(review) : null];
        return string.Join(" · ", parts.OfType<string>()) is { Length: > 0 } title ? title : Words(results);
    }

    private static bool IsApproved(IReadOnlyList<RequirementResult> results) =>
        results.SelectMany(result => result.Parts)
        .Any(part => part is { Demand: not null, Decision: Decision.Approved });

    private static string Summary(
        string name, string title, CheckOutcome outcome, PullEvaluation pull, string? environment,
        List<JudgedProject> shown, Review review, IReadOnlyList<RequirementResult> results,
        IReadOnlyList<string> steps)
    {
        var next = steps.Count == 0 ? null : $"**Next:** {MarkdownText.Escape(CheckSteps.Sentence(steps))}\n\n";
        var top = $"**{MarkdownText.Escape(name)}**: " +
            $"{Words(outcome)}\n**{MarkdownText.Escape(title)}**\n\n{next}{Table(pull, results)}";
        var end = $"{Origin(pull, environment, shown)}\n";
        if (shown.Count == 0) return $"{top}{Notes(pull)}{end}";
        var room = MarkdownBudget.CheckRun.Limit - MarkdownBudget.CheckRun.Measure(top)
            - MarkdownBudget.CheckRun.Measure(end) - RoomForSameHeadPulls;
        var options = new MarkdownOptions(new MarkdownBudget.Utf8(room))
        {
            UserTemplates = pull.Facts.Settings.Templates
            .Where(template => template.Key != Template).ToDictionary(), Notes = [.. NotesOf(pull)],
            ShowsNext = outcome == CheckOutcome.Success
        };
        return $"{top}{ReviewMarkdown.Write(review, options).TrimEnd('\n')}\n\n{end}";
    }

    /// <summary>Uses the user's template for this part, as the review does, and reports its errors.</summary>
    private static string Table(PullEvaluation pull, IReadOnlyList<RequirementResult> results)
    {
        if (results.Count == 0) return "";
        var templates = new MarkdownTemplates(
            pull.Facts.Settings.Templates.Where(template => template.Key == Template).ToDictionary());
        var table = templates.Render(Template, RequirementResultModel.Of(results));
        return templates.Notes.Count == 0 ? $"{table}\n\n"
            : $"{templates.Render("notes.scriban", MarkdownModel.Notes(templates.Notes))}\n\n{table}\n\n";
    }

    private static IEnumerable<string> NotesOf(PullEvaluation pull)
    {
        if (pull.Facts.Settings.IsMissing) yield return NoSettings(pull.Facts.Settings.Branch);
        foreach (var reason in PlanRequirements.ForeignReasons(pull.Foreign)) yield return reason;
        if (pull.Rejudged is { Projects.Count: > 0 } rejudged) yield return Rejudged(rejudged, pull.Facts);
    }

    /// <summary>Uses timestamps instead of ages, so that the text does not change while nothing happens.</summary>
    private static string Rejudged(Rejudging rejudged, PullFacts facts)
    {
        var plans = rejudged.Projects.Take(MaxNamed).Select(project => string.Create(CultureInfo.InvariantCulture,
            $"{project.Words}: {Truncate(Headline.Of(Review.Of([project.Review], [])))} " +
            $"({project.From.Document.Run} of " +
                $"pull request {project.From.Pull}, {project.From.Received.UtcDateTime:yyyy-MM-dd HH:mm} UTC)"));
        var more = rejudged.Projects.Count > MaxNamed
            ? string.Create(CultureInfo.InvariantCulture, $"; and {rejudged.Projects.Count - MaxNamed} more") : "";
        return $"Only the settings change. The last merged plans, evaluated again with the settings of " +
            $"{facts.Settings.Branch}: {string.Join("; ", plans)}{more}.";
    }

    private static string NoSettings(string branch) =>
        $"There is no .tfpilot.yml on {branch}, so the defaults apply. The App reads no other file, even if a " +
        "workflow sets `config`.";

    private static string Notes(PullEvaluation pull) =>
        string.Concat(NotesOf(pull).Select(note => $"{MarkdownText.Escape(note)}\n\n"));

    private static string Origin(PullEvaluation pull, string? environment, List<JudgedProject> shown)
    {
        var facts = pull.Facts;
        var environments = environment is not null ? [environment] : pull.Environments;
        var runs = shown.Select(project => project.Evidence.Document)
            .Concat(environment is null && pull.Newest is { } newest ? [newest] : [])
            .Select(document => document.Run).Distinct().OrderBy(run => run.Run).ThenBy(run => run.Attempt)
            .Select(run => run.ToString());
        var plans = shown.Select(
            project => $"{Cell(project.Review.Name)} {MarkdownText.Code(project.Review.Fingerprint)}");
        return $"Decided for head `{facts.Head.Short}` on {Cell(facts.BaseBranch)} `{facts.Base.Short}`"
            + $"{Named(", environment ", environments.Select(Cell))}{Named(", plan ", plans)}."
            + $" Evidence: {Named("", runs) switch { "" => "none", var named => named }}."
            + $" Settings: {Cell(facts.Settings.Branch)} `{facts.Settings.Commit.Short}`"
            + $"{(facts.Settings.IsMissing ? " (none: the defaults)" : "")}.";
    }

    private static string Named(string lead, IEnumerable<string> names)
    {
        var all = names.ToList();
        if (all.Count == 0) return "";
        var more = all.Count > MaxNamed ? $" and {all.Count - MaxNamed} more" : "";
        return $"{lead}{string.Join(", ", all.Take(MaxNamed))}{more}";
    }

    private static string Cell(string text) => MarkdownText.Escape(Truncate(text));

    private static string Truncate(string text) => TextColumns.Truncate(VisibleText.Of(text), NameLength);
}
