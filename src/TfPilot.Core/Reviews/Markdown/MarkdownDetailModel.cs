using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using Model = System.Collections.Generic.Dictionary<string, object?>;

namespace TfPilot.Core.Reviews;

/// <summary>The models of the templates in the collapsed section.</summary>
internal static class MarkdownDetailModel
{
    private const int MaxCreated = 12;
    private const int MaxChanged = 60;
    private const int MaxDrift = 80;

    public static Model Project(ProjectReview project, string blocks) => new()
    {
        ["name"] = MarkdownModel.Truncate(project.Name, 200),
        ["environment"] = MarkdownModel.Truncate(project.Environment ?? "", 60),
        ["counts"] = Headline.Counts(project),
        ["blocks"] = blocks,
    };

    public static Model Resource(ResourceChange change)
    {
        var max = change.Before.IsNull || change.After.IsNull ? MaxCreated : MaxChanged;
        return new(
            Diff(change.Action is PlanAction.NoOp or PlanAction.Read ? []
                : DiffText.Lines(ShownDiff.Of(change), max)))
        {
            ["sign"] = change.Sign(),
            ["verb"] = change.Verb(),
            ["address"] = MarkdownModel.Truncate(change.Address.Text, 400),
            ["note"] = change.Note()?.Words,
            ["noteValue"] = change.Note()?.Value is { } value ? MarkdownModel.Truncate(value, 400) : null,
            ["reason"] = change.Reason is null or "replace_because_cannot_update" ? null
                : MarkdownModel.Truncate(ActionReasons.Explain(change.Reason), 200),
        };
    }

    public static Model Outputs(ProjectReview project) =>
        new(Diff(DiffText.Lines([.. project.Plan.Outputs.SelectMany(OutputLines)], MaxChanged)));

    public static Model Drift(Review review, ProjectReview project)
    {
        List<string> lines = [.. project.Plan.Drift
            .SelectMany(drift => (IEnumerable<string>)[$"# {drift.Address}",
                .. DiffText.Lines(ShownDiff.OfDrift(drift), MaxCreated)]).Take(MaxDrift)];
        return new(Diff(lines))
        {
            ["project"] = MarkdownModel.Name(review, project),
            ["count"] = Words.Count(project.Plan.Drift.Count, "object")
        };
    }

    /// <summary>Of a list or map the parts that differ; anything else is one line.</summary>
    private static IEnumerable<ShownChange> OutputLines(OutputChange output) =>
        ShownDiff.Of(
            output.Name, output.Before.IsNull ? null : output.Before.Value(),
            output.After.IsNull ? null : output.After.Value());

    private static Model Diff(IReadOnlyList<string> lines)
    {
        var diff = MarkdownText.Fenced(lines);
        return new() { ["fence"] = MarkdownText.Fence(diff), ["diff"] = diff.Length == 0 ? null : diff };
    }
}
