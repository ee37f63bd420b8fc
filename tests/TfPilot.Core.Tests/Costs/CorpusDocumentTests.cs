using System.Globalization;
using System.Text.Json.Nodes;
using TfPilot.Core.Costs;

namespace TfPilot.Core.Tests.Costs;

/// <summary>Compares the computed values with the totals and differences in Infracost's own documents.</summary>
public sealed class CorpusDocumentTests
{
    /// <summary>
    /// Handwritten documents: the difference names a resource that neither side has, and the totals are those of only
    /// one of the two projects.
    /// </summary>
    private const string Contradictory = "json/output_format_git_hub_comment_without_module_path__infracost.json";

    [CorpusFact]
    public void Every_total_matches_Infracost()
    {
        var wrong = new List<string>();
        var compared = 0;

        foreach (var (document, project, json) in Projects())
        {
            (string Side, decimal? Ours, string Key)[] totals =
            [
                ("breakdown", project.After.Monthly, "totalMonthlyCost"),
                ("breakdown", project.After.MonthlyUsage, "totalMonthlyUsageCost"),
                ("pastBreakdown", project.Before?.Monthly, "totalMonthlyCost"),
                ("pastBreakdown", project.Before?.MonthlyUsage, "totalMonthlyUsageCost"),
            ];
            foreach (var (side, ours, key) in totals)
            {
                if (ours is null || Amount(json[side]?[key]) is not { } theirs) continue;
                compared++;
                if (ours != theirs) wrong.Add($"{document} {project.Label} {side}.{key}: {ours} instead of {theirs}");
            }
        }

        wrong.Should().BeEmpty();
        compared.Should().BeGreaterThan(100);
    }

    [CorpusFact]
    public void The_sum_of_all_projects_matches_Infracost()
    {
        var sums = InfracostCorpus.Documents.Where(name => name != Contradictory)
            .Select(
                name => (Name: name, Json: InfracostCorpus.Json(name), Summary: An.Difference(Estimate(name)).Summary))
            .Where(document => document.Summary is { Without: [] } && document.Json["diffTotalMonthlyCost"] is not null)
            .Select(document => (document.Name, document.Summary!.MonthlyBefore, document.Summary.MonthlyAfter,
                document.Summary.MonthlyDelta,
                TheirBefore: Amount(document.Json["pastTotalMonthlyCost"]),
                TheirAfter: Amount(document.Json["totalMonthlyCost"]),
                TheirDelta: Amount(document.Json["diffTotalMonthlyCost"])))
            .ToList();

        sums.Should()
            .HaveCountGreaterThan(12).And.OnlyContain(sum => sum.MonthlyBefore == sum.TheirBefore
                && sum.MonthlyAfter == sum.TheirAfter && sum.MonthlyDelta == sum.TheirDelta);
    }

    [CorpusFact]
    public void The_difference_of_each_resource_matches_Infracost()
    {
        var wrong = new List<string>();
        var compared = 0;

        foreach (var (document, project, json) in Projects()
            .Where(entry => entry.Document != Contradictory && entry.Project.Before is not null
                && entry.Json["diff"] is not null))
        {
            var computed = An.Difference(An.Estimate(project with { Before = null }),
                An.Estimate(project with { After = project.Before! })).Projects[0];
            if (computed.Unknown is not null) continue;
            var theirs = json["diff"]!["resources"]!.AsArray()
                .ToDictionary(resource => resource!["name"]!.GetValue<string>(),
                    resource => Amount(resource!["monthlyCost"]) ?? 0);
            var ours = computed.Resources.Where(resource => resource.Delta is not (null or 0))
                .ToDictionary(resource => resource.Address, resource => resource.Delta!.Value);
            wrong.AddRange(theirs.Where(entry => ours.GetValueOrDefault(entry.Key) != entry.Value)
                .Select(entry => $"{document} {entry}"));
            wrong.AddRange(
                ours.Keys.Except(theirs.Keys).Select(address => $"{document} {address} does not differ for Infracost"));
            if (computed.Delta != (Amount(json["diff"]!["totalMonthlyCost"]) ?? 0))
                wrong.Add($"{document} {project.Label}: {computed.Delta}");
            compared += theirs.Count;
        }

        wrong.Should().BeEmpty();
        compared.Should().BeGreaterThan(30);
    }

    [CorpusTheory]
    [InlineData("diff_with_compare_to_format_json", ".hcl")]
    [InlineData("diff_with_compare_to_no_metadata_format_json", ".hcl")]
    [InlineData("diff_with_compare_to_no_metadata_format_json", "")]
    public void A_base_file_yields_the_same_difference_as_Infracost_compare_to(string test, string variant)
    {
        var compared = Estimate($"json_from_golden/{test}__{test}{variant}.json");
        // The corpus masks names on one side only.
        var baseline = Estimate($"json/{test}__prior.json");
        baseline = baseline with
        {
            Projects = [.. baseline.Projects.Select(
            project => project with { Name = compared.Projects[0].Name,
                Workspace = compared.Projects[0].Workspace })]
        };

        var ours = An.Difference(
            compared with { Projects = [.. compared.Projects.Select(project => project with { Before = null })] },
            baseline).Summary;

        ours.Should()
            .BeEquivalentTo(An.Difference(compared).Summary).And.BeEquivalentTo(
                new CostSummary("USD", 2045.92m, 1303.28m));
    }

    [CorpusFact]
    public void Only_errored_projects_have_no_estimate()
    {
        var projects = InfracostCorpus.Documents
            .SelectMany(name => Estimate(name).Projects.Zip(InfracostCorpus.Json(name)["projects"]!.AsArray()))
            .Select(pair => (Errors: (pair.Second!["metadata"]?["errors"] as JsonArray)?.Count ?? 0,
                Cost: An.Difference(An.Estimate(pair.First)).Projects[0]))
            .ToList();

        projects.Where(project => project.Errors > 0).Should()
            .HaveCount(8).And.OnlyContain(
                project => project.Cost.Before == null && project.Cost.After == null && project.Cost.Unknown != null);
        projects.Where(project => project.Errors == 0).Should().OnlyContain(project => project.Cost.After != null);
    }

    [CorpusFact]
    public void The_same_document_as_head_and_base_has_no_difference() => InfracostCorpus.Documents.Select(Estimate)
        .Select(estimate => An.Difference(estimate, estimate)).SelectMany(difference => difference.Projects)
        .Should().OnlyContain(project => project.Unknown != null || project.Delta == 0);

    private static CostEstimate Estimate(string name) => An.ReadFile(InfracostCorpus.PathOf(name));

    private static IEnumerable<(string Document, CostProject Project, JsonNode Json)> Projects() =>
        InfracostCorpus.Documents
        .SelectMany(name => Estimate(name).Projects.Zip(
            InfracostCorpus.Json(name)["projects"]!.AsArray(), (project, json) => (name, project, json!)));

    private static decimal? Amount(JsonNode? node) =>
        node is null ? null : decimal.Parse(node.GetValue<string>(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
