using TfPilot.Core.Basics;
using TfPilot.Core.Risks;
using Model = System.Collections.Generic.Dictionary<string, object?>;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Fills the room in the order of worth: verdict, problems, roll-up and losses in any case (counted in words where the list itself is too long),
/// then renames, attention, factors, and the diffs from the most to the least dangerous.
/// </summary>
internal sealed class MarkdownComposer(Review review, MarkdownBudget budget, MarkdownTemplates templates)
{
    private const int RoomForLeftOut = 400;

    /// <summary>No list item is shorter: so many more than fit need not be tried.</summary>
    private const int ShortestItem = 16;
    private const int MostFactors = 400;

    private readonly List<string> leftOut = [];
    private int room;

    public string Compose(int limit)
    {
        room = limit - RoomForLeftOut;
        var sections = new Model
        {
            ["headline"] = Take(templates.Render("headline.hbs", MarkdownModel.Headline(review))),
            ["next"] = Take(templates.Render("next.hbs", MarkdownModel.Next(review))),
            ["problems"] = List("problems.hbs", review.Problems.Count, room / 3, shown => MarkdownModel.Problems(review, shown)),
            ["unchanged"] = null,
        };
        var unchanged = Take(Unchanged(0));
        sections["rollup"] = List("rollup.hbs", MarkdownModel.Changed(review).Count, room / 3, shown => MarkdownModel.RollUp(review, shown));
        var losses = Losses.Of(review);
        sections["losses"] = List("losses.hbs", losses.Count, room * 9 / 10, MarkdownModel.LossesOf(review, losses));
        sections["moves"] = List("moves.hbs", MarkdownModel.MoveCount(review), room / 2, shown => MarkdownModel.Moves(review, shown));
        sections["attention"] = List("attention.hbs", MarkdownModel.AttentionCount(review), room / 2, shown => MarkdownModel.Attention(review, shown));
        sections["factors"] = Factors();
        var details = new MarkdownDetails(review, budget, templates);
        sections["details"] = details.Fill(room);
        leftOut.AddRange(details.LeftOut);
        room = details.Room;
        sections["unchanged"] = Names(unchanged);
        sections["leftOut"] = leftOut.Count == 0 ? null : templates.Render("left-out.hbs", MarkdownModel.LeftOut(leftOut));
        return Framed(sections) + "\n";
    }

    /// <summary>Again when the frame or the notes themselves turn out to be broken, because that is a note too.</summary>
    private string Framed(Model sections)
    {
        var told = -1;
        var text = "";
        while (told < templates.Notes.Count)
        {
            told = templates.Notes.Count;
            sections["notes"] = told == 0 ? null : templates.Render("notes.hbs", MarkdownModel.Notes(templates.Notes));
            text = templates.Render("review.hbs", sections);
        }

        return text;
    }

    /// <summary>As many items as fit into the share of the room; the model says how many it leaves out.</summary>
    private string? List(string template, int count, int share, Func<int, Model> model)
    {
        if (count == 0) return null;
        string Shown(int items) => templates.Render(template, model(items));
        var (fits, tooMany) = (0, Math.Min(count, Math.Max(share, 0) / ShortestItem) + 1);
        while (tooMany - fits > 1)
        {
            // All of it is the usual case: try that first.
            var middle = fits == 0 && tooMany == count + 1 ? count : (fits + tooMany) / 2;
            if (budget.Measure(Shown(middle)) <= share) fits = middle;
            else tooMany = middle;
        }

        return Take(Shown(fits));
    }

    private string? Factors()
    {
        var count = MarkdownModel.FactorCount(review);
        if (count == 0) return null;
        var before = room;
        var table = List("factors.hbs", Math.Min(count, MostFactors), room / 3, shown => MarkdownModel.Factors(review, shown));
        if (room > 0) return table;
        room = before;
        leftOut.Add("the risk factors");
        return null;
    }

    private string? Unchanged(int names)
    {
        var projects = review.Projects.Where(project => project.Risk.Class == RiskClass.None).ToList();
        return projects.Count == 0 || review.Projects.Count == 1 ? null : templates.Render("unchanged.hbs", MarkdownModel.Unchanged(projects, names));
    }

    private string? Names(string? withoutNames)
    {
        if (withoutNames is null) return null;
        var named = Unchanged(int.MaxValue)!;
        if (leftOut.Count == 0 && budget.Measure(named) - budget.Measure(withoutNames) <= room) return named;
        leftOut.Add("the names of projects without changes");
        return withoutNames;
    }

    private string? Take(string? section)
    {
        if (section is not null) room -= budget.Measure(section) + 2;
        return section;
    }
}
