using TfPilot.Core.Basics;
using TfPilot.Core.Policies;
using Model = System.Collections.Generic.Dictionary<string, object?>;

namespace TfPilot.Core.Reviews;

/// <summary>The model of the suggestions template.</summary>
internal static class MarkdownHintModel
{
    public static Func<int, Model> Of(Review review, IReadOnlyList<HintGroup> hints) => shown => new()
    {
        ["count"] = Words.Count(hints.Sum(hint => hint.Hints.Count), "suggestion"),
        ["items"] = MarkdownModel.ListOf(hints.Take(shown).Select(hint => Item(review, hint))),
        ["rest"] = hints.Count > shown ? Words.Number(hints.Skip(shown).Sum(hint => hint.Hints.Count)) : null,
    };

    private static Model Item(Review review, HintGroup hint) => new()
    {
        ["project"] = MarkdownModel.Name(review, hint.Project),
        ["addresses"] = MarkdownModel.ListOf(
            hint.Hints.Take(FindingGroup.Listed).Select(one => MarkdownModel.Truncate(one.Address.Text, 300))),
        ["more"] = hint.Hints.Count > FindingGroup.Listed ? Words.Number(hint.Hints.Count - FindingGroup.Listed) : null,
        ["attribute"] = hint.First.Attribute.Length == 0 ? null : MarkdownModel.Truncate(hint.First.Attribute, 200),
        ["got"] = MarkdownModel.Truncate(hint.First.Got, 200),
        ["want"] = MarkdownModel.Truncate(hint.First.Want, 200),
        ["why"] = MarkdownModel.Truncate(hint.First.Reason, 300),
    };
}

/// <summary>Suggestions with equal text for several addresses. Findings of a rule are not suggested again.</summary>
internal sealed record HintGroup(ProjectReview Project, IReadOnlyList<Suggestion> Hints)
{
    public Suggestion First => Hints[0];

    public static IReadOnlyList<HintGroup> Of(ProjectReview project)
    {
        var reported = project.Findings.Where(finding => finding.Verdict != FindingVerdict.Pass)
            .Select(finding => (finding.Address, finding.Attribute)).ToHashSet();
        return
        [
            .. project.Suggestions.Where(hint => !reported.Contains((hint.Address, hint.Attribute)))
                .GroupBy(hint => hint with { Address = default })
                .Select(group => new HintGroup(project, [.. group])),
        ];
    }

    public static IReadOnlyList<HintGroup> Of(Review review) => [.. review.Projects.SelectMany(Of)];
}
