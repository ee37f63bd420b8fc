using TfPilot.Core.Basics;
using TfPilot.Core.Risks;
using Model = System.Collections.Generic.Dictionary<string, object?>;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Fills the available space by priority: verdict, problems, roll-up, failures, hazards and losses always (counted when
/// the list is too long), then renames, notices, reasons, factors, and the diffs from most to least dangerous, with
/// cost and advice in between. The plan's text takes what is left.
/// </summary>
internal sealed class MarkdownComposer(Review review, MarkdownOptions options, MarkdownTemplates templates)
{
    private const int ReservedForOmitted = 400;

    /// <summary>The minimum length of a list item, used to limit how many items are tried.</summary>
    private const int ShortestItem = 16;

    /// <summary>
    /// The number of items tried first; it is doubled each time, so that little more is rendered than fits.
    /// </summary>
    private const int FirstTry = 256;
    private const int MaxFactors = 400;

    private readonly MarkdownBudget budget = options.Budget;
    private readonly List<string> leftOut = [];
    private int room;

    public string Compose(int limit)
    {
        room = limit - ReservedForOmitted;
        var sections = new Model
        {
            ["headline"] = Take(templates.Render("headline.scriban", MarkdownModel.Headline(review))),
            ["next"] = options.ShowsNext
                ? Take(templates.Render("next.scriban", MarkdownModel.Next(review, options.After))) : null,
            ["problems"] = List(
                "problems.scriban", review.Problems.Count, room / 3, shown => MarkdownModel.Problems(review, shown)),
            ["unchanged"] = null,
        };
        var unchanged = Take(Unchanged(0));
        sections["rollup"] = List("rollup.scriban", MarkdownModel.Changed(review).Count, room / 3,
            shown => MarkdownModel.RollUp(review, shown));
        sections["mustBeFixed"] = Findings("must-be-fixed.scriban", FindingSection.MustBeFixed, room / 3);
        sections["needsApproval"] = Findings("needs-approval.scriban", FindingSection.NeedsApproval, room / 4);
        sections["hazards"] = List("hazards.scriban", MarkdownHazardModel.CountOf(review), room / 3,
            shown => MarkdownHazardModel.Of(review, shown));
        var losses = Losses.Of(review);
        sections["losses"] = LossList(losses, room * 9 / 10);
        sections["moves"] = List(
            "moves.scriban", MarkdownModel.MoveCount(review), room / 2, shown => MarkdownModel.Moves(review, shown));
        sections["attention"] = List("attention.scriban", MarkdownModel.AttentionCount(review), room / 2,
            shown => MarkdownModel.Attention(review, shown));
        sections["notKnown"] = Findings("not-known.scriban", FindingSection.Unknown, room / 3);
        sections["unjudged"] = List("unjudged.scriban", MarkdownPolicyModel.UnjudgedCount(review), room / 3,
            shown => MarkdownPolicyModel.Unjudged(review, shown));
        sections["reasons"] = Reasons(FindingSection.MustBeFixed, "the rules' reasons and fixes");
        sections["approvalReasons"] = Reasons(FindingSection.NeedsApproval, "why rules require approval");
        var exempted = MarkdownPolicyModel.Exempted(review);
        sections["exempted"] = Optional("exempted.scriban", exempted.Count, room / 4, "waived and ignored findings",
            MarkdownPolicyModel.ExemptedOf(review, exempted));
        sections["factors"] = Factors();
        AddDetails(sections);
        sections["unchanged"] = Names(unchanged);
        sections["planText"] = PlanTexts();
        sections["leftOut"] = leftOut.Count == 0 ? null
            : templates.Render("left-out.scriban", MarkdownModel.LeftOut(leftOut));
        return Framed(sections) + "\n";
    }

    /// <summary>Optional sections come between the diffs of losses and the other diffs.</summary>
    private void AddDetails(Model sections)
    {
        var details = new MarkdownDetails(review, budget, templates);
        details.FillLosses(room);
        room = details.IsFull ? 0 : details.Room;
        var advice = FindingGroup.Of(review, FindingSection.Advice);
        sections["advice"] = Optional(
            "advice.scriban", advice.Count, room / 3, "advice", MarkdownPolicyModel.GroupsOf(review, advice));
        var costs = CostBlock.Of(review.Projects)
            .Select(block => Optional("cost.scriban", Math.Max(1, block.Rows.Count), room / 3, "the cost table",
                MarkdownCostModel.Of(review, block))).ToList();
        sections["cost"] = string.Join("\n\n", costs.OfType<string>()) is { Length: > 0 } cost ? cost : null;
        var hints = HintGroup.Of(review);
        sections["suggestions"] = Optional(
            "suggestions.scriban", hints.Count, room / 3, "suggestions", MarkdownHintModel.Of(review, hints));
        sections["details"] = details.FillRest(room);
        leftOut.AddRange(details.LeftOut);
        room = details.Room;
    }

    /// <summary>Nothing is shown of it when something else did not fit.</summary>
    private string? PlanTexts()
    {
        var texts = new MarkdownPlanTexts(review, budget, templates);
        var shown = texts.Fill(leftOut.Count == 0 ? room : 0);
        if (texts.LeftOut > 0) leftOut.Add(Words.Count(texts.LeftOut, "plan text"));
        return shown;
    }

    private string? Findings(string template, FindingSection place, int share)
    {
        var groups = FindingGroup.Of(review, place);
        return List(template, groups.Count, share, MarkdownPolicyModel.GroupsOf(review, groups));
    }

    private string? Reasons(FindingSection place, string name)
    {
        var rules = MarkdownReasonModel.Rules(review, place);
        return Optional("reasons.scriban", rules.Count, room / 3, name, MarkdownReasonModel.Of(review, rules));
    }

    /// <summary>Renders again when the frame or notes template fails, because the failure adds a note.</summary>
    private string Framed(Model sections)
    {
        var noteCount = -1;
        var text = "";
        while (noteCount < templates.Notes.Count)
        {
            noteCount = templates.Notes.Count;
            IReadOnlyList<string> notes = [.. options.Notes, .. templates.Notes];
            sections["notes"] = notes.Count == 0 ? null : templates.Render("notes.scriban", MarkdownModel.Notes(notes));
            text = templates.Render("review.scriban", sections);
        }

        return text;
    }

    /// <summary>All names are listed before any reason, so that long explanations cannot hide a loss.</summary>
    private string? LossList(IReadOnlyList<Loss> losses, int share)
    {
        if (losses.Count == 0) return null;
        var model = MarkdownModel.LossesOf(review, losses);
        var named = Fitting("losses.scriban", losses.Count, share, shown => model(shown, 0));
        return Take(named.Items < losses.Count ? named.Text
            : Fitting("losses.scriban", losses.Count, share, explained => model(losses.Count, explained)).Text);
    }

    /// <summary>
    /// As many items as fit into the share of the space; the model contains the number of omitted ones.
    /// </summary>
    private string? List(string template, int count, int share, Func<int, Model> model) =>
        count == 0 ? null : Take(Fitting(template, count, share, model).Text);

    /// <summary>Like <see cref="List"/>, but nothing when not even one item fits.</summary>
    private string? Optional(string template, int count, int share, string name, Func<int, Model> model)
    {
        if (count == 0) return null;
        var (items, text) = Fitting(template, count, share, model);
        if (items > 0) return Take(text);
        if (!leftOut.Contains(name)) leftOut.Add(name);
        return null;
    }

    private (int Items, string Text) Fitting(string template, int count, int share, Func<int, Model> model)
    {
        string Shown(int items) => templates.Render(template, model(items));
        var max = Math.Min(count, Math.Max(share, 0) / ShortestItem);
        var (fits, tooMany) = (0, max + 1);
        while (tooMany - fits > 1)
        {
            // Usually everything fits, so that is tried first.
            var more = fits == 0 ? FirstTry : fits * 2;
            var middle = tooMany == max + 1 ? Math.Min(more, max) : (fits + tooMany) / 2;
            if (budget.Measure(Shown(middle)) <= share) fits = middle;
            else tooMany = middle;
        }

        return (fits, Shown(fits));
    }

    private string? Factors()
    {
        var count = MarkdownModel.FactorCount(review);
        if (count == 0) return null;
        var before = room;
        var table = List(
            "factors.scriban", Math.Min(count, MaxFactors), room / 3, shown => MarkdownModel.Factors(review, shown));
        if (room > 0) return table;
        room = before;
        leftOut.Add("the risk factors");
        return null;
    }

    private string? Unchanged(int names)
    {
        var projects = review.Projects.Where(project => project.IsUnchanged).ToList();
        return projects.Count == 0 || review.Projects.Count == 1 ? null
            : templates.Render("unchanged.scriban", MarkdownModel.Unchanged(projects, names));
    }

    private string? Names(string? withoutNames)
    {
        if (withoutNames is null) return null;
        var named = Unchanged(int.MaxValue)!;
        var more = budget.Measure(named) - budget.Measure(withoutNames);
        if (leftOut.Count == 0 && more <= room)
        {
            room -= more;
            return named;
        }

        leftOut.Add("the names of projects without changes");
        return withoutNames;
    }

    private string? Take(string? section)
    {
        if (section is not null) room -= budget.Measure(section) + 2;
        return section;
    }
}
