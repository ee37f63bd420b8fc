using TfPilot.Core.Basics;
using TfPilot.Core.Risks;
using Model = System.Collections.Generic.Dictionary<string, object?>;

namespace TfPilot.Core.Reviews;

/// <summary>The model of the hazards template: the kinds in order, each with its findings and addresses.</summary>
internal static class MarkdownHazardModel
{
    public static int CountOf(Review review) => All(review).Count();

    public static Model Of(Review review, int shown)
    {
        var all = All(review).ToList();
        return new()
        {
            ["alert"] = all.Exists(found => found.Rule.Level >= RiskLevel.High) ? "CAUTION" : "WARNING",
            ["groups"] = MarkdownModel.ListOf(
                all.Select((found, i) => (found, i)).GroupBy(at => at.found.Rule).Select(group => new Model
                {
                    ["title"] = group.Key.Title,
                    ["count"] = Words.Count(group.Count(), group.Key.IsSummed ? "place" : "resource"),
                    ["items"] = MarkdownModel.ListOf(
                    group.Where(at => at.i < shown).Select(at => Item(review, at.found.Project, at.found.Factor))),
                })),
            ["rest"] = all.Count > shown ? Words.Number(all.Count - shown) : null,
        };
    }

    private static Model Item(Review review, ProjectReview project, RiskFactor factor) => new()
    {
        ["address"] = factor.Address is { } address ? MarkdownModel.Truncate(address.Text, 400) : null,
        ["project"] = MarkdownModel.Name(review, project),
        ["evidence"] = MarkdownModel.Truncate(factor.Evidence, 300),
    };

    private static IEnumerable<(HazardRule Rule, ProjectReview Project, RiskFactor Factor)> All(Review review)
    {
        var hazards = review.Projects.SelectMany(project => project.Risk.Hazards.Select(hazard => (project, hazard)))
            .ToList();
        return from rule in Hazards.All
               from found in hazards
               where found.hazard.Rule == rule
               from factor in found.hazard.Factors
               select (rule, found.project, factor);
    }
}
