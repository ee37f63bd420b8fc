using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>
/// The collapsed section: each project's diffs, most dangerous first across projects, until the space is used up.
/// </summary>
internal sealed class MarkdownDetails(Review review, MarkdownBudget budget, MarkdownTemplates templates)
{
    private readonly List<string>[] blocks = [.. review.Projects.Select(_ => new List<string>())];
    private readonly List<string> drifts = [];
    private readonly List<string> leftOut = [];

    public int Room { get; private set; }

    public IReadOnlyList<string> LeftOut => leftOut;

    /// <summary>Something did not fit, so nothing of lower priority is added.</summary>
    public bool IsFull { get; private set; }

    public void FillLosses(int room)
    {
        Room = room;
        AddChanges(RiskClass.Destructive, "destructive change");
    }

    public string? FillRest(int room)
    {
        Room = room;
        AddChanges(RiskClass.Medium, "change");
        Add("list of outputs",
            project => project.Plan.Outputs.Count == 0 ? []
                : [() => templates.Render("outputs.scriban", MarkdownDetailModel.Outputs(project))], blocks);
        Add("list of drift",
            project => project.Plan.Drift.Count == 0 ? []
                : [() => templates.Render("drift.scriban", MarkdownDetailModel.Drift(review, project))], null);
        AddChanges(RiskClass.Safe, "other change");
        IEnumerable<string> folds = [.. review.Projects.Select((project, i) => (project, i))
            .Where(at => blocks[at.i].Count > 0).Select(at => Fold(at.project, blocks[at.i])), .. drifts];
        return string.Join("\n\n", folds) is { Length: > 0 } details ? details : null;
    }

    private void AddChanges(RiskClass danger, string noun) =>
        Add(noun,
            project => project.Plan.Changes.Where(change => Shows(change, danger))
                .Select(change => (Func<string>)(() => Resource(change))), blocks);

    private static bool Shows(ResourceChange change, RiskClass danger) =>
        change.ClassOf() == danger && change.Word != "noop";

    private string Resource(ResourceChange change) =>
        templates.Render("resource.scriban", MarkdownDetailModel.Resource(change));

    /// <summary>
    /// Adds blocks inside or next to the project's collapsed section. After the first block that does not fit, nothing
    /// of lower priority is added.
    /// </summary>
    private void Add(string noun, Func<ProjectReview, IEnumerable<Func<string>>> rendered, List<string>[]? folds)
    {
        var left = 0;
        for (var i = 0; i < blocks.Length; i++)
        {
            foreach (var block in rendered(review.Projects[i]))
            {
                if (IsFull || !TryAdd(block(), review.Projects[i], folds?[i])) left++;
            }
        }

        if (left > 0) leftOut.Add(Words.Count(left, noun));
    }

    private bool TryAdd(string block, ProjectReview project, List<string>? fold)
    {
        var cost = budget.Measure(block) + 2 + (fold is { Count: 0 } ? budget.Measure(Fold(project, [])) + 2 : 0);
        IsFull = cost > Room;
        if (IsFull) return false;
        Room -= cost;
        (fold ?? drifts).Add(block);
        return true;
    }

    private string Fold(ProjectReview project, IReadOnlyList<string> content) =>
        templates.Render("project.scriban", MarkdownDetailModel.Project(project, string.Join("\n\n", content)));
}
