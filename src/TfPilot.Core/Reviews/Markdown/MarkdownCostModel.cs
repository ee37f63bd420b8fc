using TfPilot.Core.Basics;
using Model = System.Collections.Generic.Dictionary<string, object?>;

namespace TfPilot.Core.Reviews;

/// <summary>The model of the cost template.</summary>
internal static class MarkdownCostModel
{
    private const int MaxUnknown = 20;

    public static Func<int, Model> Of(Review review, CostBlock block)
    {
        var rows = block.Rows;
        var unknown = block.Projects.Where(project => project.CostDetails!.Project.Unknown is not null).ToList();
        return shown => new()
        {
            ["sentence"] = MarkdownModel.Truncate(block.Sentence.Text, 300),
            ["quiet"] = block.Sentence.IsBelowThreshold,
            ["rows"] = MarkdownModel.ListOf(rows.Take(shown).Select(row => new Model
            {
                ["project"] = MarkdownModel.Name(review, row.Project),
                ["resource"] = MarkdownModel.Truncate(row.Row.Resource, 300),
                ["change"] = row.Row.Change,
                ["before"] = row.Row.Before,
                ["after"] = row.Row.After,
                ["because"] = MarkdownModel.Truncate(row.Row.Cause, 200),
            })),
            ["rest"] = rows.Count > shown ? Words.Number(rows.Count - shown) : null,
            ["counts"] = Counted(block),
            ["unknown"] = MarkdownModel.ListOf(unknown.Take(MaxUnknown).Select(project => new Model
            {
                ["project"] = MarkdownModel.Truncate(project.Name, 200),
                ["reason"] = MarkdownModel.Truncate(project.CostDetails!.Project.Unknown!, 300),
            })),
            ["moreUnknown"] = unknown.Count > MaxUnknown ? Words.Number(unknown.Count - MaxUnknown) : null,
        };
    }

    /// <summary>Null when no project has an estimate.</summary>
    private static string? Counted(CostBlock block) =>
        block.Cost.Counts == Costs.CostCounts.None ? null
        : $"{block.Cost.Counts.Sentence(type => MarkdownText.Code(MarkdownModel.Truncate(type, 100)))}.";
}
