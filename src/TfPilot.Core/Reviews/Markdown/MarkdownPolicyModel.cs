using TfPilot.Core.Basics;
using TfPilot.Core.Policies;
using Model = System.Collections.Generic.Dictionary<string, object?>;

namespace TfPilot.Core.Reviews;

/// <summary>The models of the findings and suggestions templates.</summary>
internal static class MarkdownPolicyModel
{
    /// <summary>The list of findings in one section; all sections have the same structure.</summary>
    public static Func<int, Model> GroupsOf(Review review, IReadOnlyList<FindingGroup> groups)
    {
        var items = new Model?[groups.Count];
        Model Item(int i) => items[i] ??= Group(review, groups[i]);
        return shown => new()
        {
            ["count"] = Words.Count(groups.Sum(group => group.Findings.Count), "finding"),
            ["items"] = MarkdownModel.ListOf(Enumerable.Range(0, Math.Min(shown, groups.Count)).Select(Item)),
            ["rest"] = groups.Count > shown ? RestOf([.. groups.Skip(shown)]) : null,
        };
    }

    public static IReadOnlyList<FindingGroup> Exempted(Review review) =>
        [.. review.Projects.SelectMany(
            project => FindingGroup.ByNote(project, project.Findings.Where(PolicyWords.IsExempted)))];

    public static Func<int, Model> ExemptedOf(Review review, IReadOnlyList<FindingGroup> groups) => shown => new()
    {
        ["summary"] = PolicyWords.Exempted([.. groups.SelectMany(group => group.Findings)]),
        ["items"] = MarkdownModel.ListOf(groups.Take(shown).Select(group => new Model(Where(review, group))
        {
            ["rule"] = MarkdownModel.Truncate(group.First.Rule, 100),
            ["note"] = MarkdownModel.Truncate(PolicyWords.Note(group.First), 300),
        })),
        ["rest"] = groups.Count > shown ? Words.Number(groups.Count - shown) : null,
    };

    public static int UnjudgedCount(Review review) => review.Projects.Sum(project => project.Unjudged.Count);

    public static Model Unjudged(Review review, int shown) => new()
    {
        ["items"] = MarkdownModel.ListOf(review.Projects
            .SelectMany(project => project.Unjudged.Select(provider => (project, provider)))
            .Take(shown)
            .Select(at => new Model
            {
                ["project"] = MarkdownModel.Name(review, at.project),
                ["provider"] = MarkdownModel.Truncate(at.provider.Provider, 200),
                ["resources"] = Words.Count(at.provider.Resources, "resource"),
            })),
        ["rest"] = UnjudgedCount(review) > shown ? Words.Number(UnjudgedCount(review) - shown) : null,
    };

    private static Model Group(Review review, FindingGroup group) => new(Where(review, group))
    {
        ["rule"] = MarkdownModel.Truncate(group.First.Rule, 100),
        ["attribute"] = group.First.Attribute.Length == 0 ? null : MarkdownModel.Truncate(group.First.Attribute, 200),
        ["source"] = group.Findings.Count == 1 && PolicyWords.SourceText(group.First) is { } place
            ? MarkdownModel.Truncate(place, 200) : null,
        ["got"] = MarkdownModel.Truncate(group.First.Actual, 200),
        ["others"] = group.Findings.Select(finding => finding.Actual).Distinct().Count() is > 1 and var gots
            ? Words.Count(gots - 1, "other value") : null,
        ["want"] = MarkdownModel.Truncate(group.First.Expected, 300),
        ["also"] = FindingText.Also(group.Findings) is { } also ? MarkdownModel.Truncate(also, 200) : null,
        ["approvers"] = MarkdownModel.ListOf(
            group.First.Approvers.Select(approver => MarkdownModel.Truncate(approver, 100))),
    };

    private static Model Where(Review review, FindingGroup group)
    {
        var addresses = group.Findings.Select(finding => finding.Address?.Text).OfType<string>().Distinct().ToList();
        return new()
        {
            ["project"] = MarkdownModel.Name(review, group.Project),
            ["addresses"] = MarkdownModel.ListOf(
                addresses.Take(FindingGroup.Listed).Select(address => MarkdownModel.Truncate(address, 300))),
            ["more"] = addresses.Count > FindingGroup.Listed ? Words.Number(addresses.Count - FindingGroup.Listed)
                : null,
        };
    }

    /// <summary>Such as "40 more: 38 core-tags, 2 sizes".</summary>
    private static string RestOf(IReadOnlyList<FindingGroup> groups)
    {
        const int Max = 12;
        var rules = groups.GroupBy(group => group.First.Rule)
            .Select(rule => (rule.Key, Count: rule.Sum(group => group.Findings.Count)))
            .OrderByDescending(rule => rule.Count).ToList();
        var more = rules.Count > Max ? $" and {Words.Number(rules.Count - Max)} more rules" : "";
        var shown = rules.Take(Max)
            .Select(rule => $"{Words.Number(rule.Count)} {MarkdownModel.Truncate(rule.Key, 60)}");
        return $"{Words.Number(rules.Sum(rule => rule.Count))} more: {string.Join(", ", shown)}{more}";
    }
}
