using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TemplateModel = System.Collections.Generic.Dictionary<string, object?>;

namespace TfPilot.Core.Reviews;

/// <summary>The plans as Terraform prints them, one collapsed section per project, cut between lines.</summary>
internal sealed class MarkdownPlanTexts(Review review, MarkdownBudget budget, MarkdownTemplates templates)
{
    /// <summary>The number of projects whose text does not fit at all.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Projects share the space; what one does not need is for the next.</summary>
    public string? Fill(int room)
    {
        var projects = review.Projects.Where(project => project.PlanText is not null).ToList();
        var sections = new List<string>();
        for (var i = 0; i < projects.Count; i++)
        {
            if (Section(projects[i], room / (projects.Count - i)) is { } section)
            {
                sections.Add(section);
                room -= budget.Measure(section) + 2;
            }
            else LeftOut++;
        }

        return sections.Count > 0 ? string.Join("\n\n", sections) : null;
    }

    private string? Section(ProjectReview project, int share)
    {
        if (project.PlanText is RedactedText.LeftOut(var reason))
            return Fitting(Render(project, [], 0, reason), share);
        var (text, more) = (RedactedText.Shown)project.PlanText!;
        var lines = text.Split('\n').Select(line => MarkdownText.Fenced([line])).ToList();
        // With all lines the fence and the number of omitted lines are the longest.
        var left = share - budget.Measure(Render(project, lines, int.MaxValue, null))
            + lines.Sum(line => budget.Measure(line) + 1);
        var shown = lines.TakeWhile(line => (left -= budget.Measure(line) + 1) >= 0).ToList();
        return shown.Count == 0 ? null
            : Fitting(Render(project, shown, more + lines.Count - shown.Count, null), share);
    }

    private string? Fitting(string section, int share) => budget.Measure(section) + 2 <= share ? section : null;

    private string Render(ProjectReview project, IReadOnlyList<string> lines, int more, string? reason) =>
        templates.Render("plan-text.scriban", Model(MarkdownModel.Name(review, project), lines, more, reason));

    internal static TemplateModel Model(string? project, IReadOnlyList<string> lines, int more, string? reason)
    {
        var text = string.Join('\n', lines);
        return new()
        {
            ["project"] = project,
            ["fence"] = MarkdownText.Fence(text),
            ["text"] = text,
            ["more"] = more > 0 ? Words.Count(more, "more line") : null,
            ["reason"] = reason is null ? null : MarkdownModel.Truncate(reason, 200),
        };
    }
}
