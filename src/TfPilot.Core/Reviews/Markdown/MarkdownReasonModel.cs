using TfPilot.Core.Basics;
using TfPilot.Core.Policies;
using Model = System.Collections.Generic.Dictionary<string, object?>;

namespace TfPilot.Core.Reviews;

/// <summary>The rules' reasons, fixes and possible waivers: one item per rule of a project.</summary>
internal static class MarkdownReasonModel
{
    private const int MaxFixes = 5;
    private const int MaxAddresses = 50;
    private const int LongestMatch = 4_000;

    public static IReadOnlyList<FindingGroup> Rules(Review review, FindingSection place) =>
    [
        .. review.Projects.SelectMany(project => FindingGroup.In(project, place)
            .GroupBy(finding => finding.Rule)
            .Select(rule => new FindingGroup(project, [.. rule]))),
    ];

    public static Func<int, Model> Of(Review review, IReadOnlyList<FindingGroup> rules)
    {
        var items = new Model?[rules.Count];
        Model Item(int i) => items[i] ??= Rule(review, rules[i]);
        return shown => new()
        {
            ["items"] = MarkdownModel.ListOf(Enumerable.Range(0, Math.Min(shown, rules.Count)).Select(Item)),
            ["rest"] = rules.Count > shown ? Words.Count(rules.Count - shown, "more rule") : null,
        };
    }

    private static Model Rule(Review review, FindingGroup rule)
    {
        var fixes = rule.Findings.Select(finding => (Finding: finding, Fix: FixText.Of(finding)))
            .Where(found => found.Fix is not null).GroupBy(found => string.Join('\n', found.Fix!.Lines)).ToList();
        var addresses = rule.Findings.Select(finding => finding.Address?.Text).OfType<string>().Distinct().ToList();
        var waiver = MarkdownText.Fenced(Waiver(rule, addresses.Count));
        return new()
        {
            ["rule"] = MarkdownModel.Truncate(rule.First.Rule, 100),
            ["project"] = MarkdownModel.Name(review, rule.Project),
            ["why"] = rule.First.Why is { } why ? MarkdownModel.Truncate(why, 600) : null,
            ["docs"] = rule.First.Docs is { } docs ? Docs(docs) : null,
            ["everywhere"] = MarkdownModel.ListOf(
                addresses.Take(addresses.Count > FindingGroup.Listed ? MaxAddresses : 0)
                    .Select(address => MarkdownModel.Truncate(address, 300))),
            ["elsewhere"] = addresses.Count > MaxAddresses ? Words.Number(addresses.Count - MaxAddresses) : null,
            ["fixes"] = MarkdownModel.ListOf(fixes.Take(MaxFixes)
                .Select(alike => Fix(alike.First().Finding, alike.First().Fix!, isAlone: alike.Count() == 1))),
            ["moreFixes"] = fixes.Count > MaxFixes ? Words.Number(fixes.Count - MaxFixes) : null,
            ["waiverFence"] = MarkdownText.Fence(waiver),
            ["waiver"] = waiver,
        };
    }

    /// <summary>One fix is shown for several addresses with the same text.</summary>
    private static Model Fix(Finding finding, FixText fix, bool isAlone)
    {
        var code = fix.Language is null ? ""
            : MarkdownText.Fenced(fix.Lines.Select(line => MarkdownModel.Truncate(line, 400)));
        return new()
        {
            ["address"] = isAlone && finding.Address is { } address ? MarkdownModel.Truncate(address.Text, 300) : null,
            ["words"] = fix.Language is null ? MarkdownModel.Truncate(fix.Lines[0], 400) : null,
            ["language"] = fix.Language,
            ["fence"] = MarkdownText.Fence(code),
            ["lines"] = code,
        };
    }

    /// <summary>Lines are not truncated because they are meant to be pasted.</summary>
    private static IEnumerable<string> Waiver(FindingGroup rule, int addresses)
    {
        var room = LongestMatch;
        var listed = rule.Findings.DistinctBy(finding => finding.Address).Take(MaxAddresses)
            .TakeWhile((finding, i) => (room -= finding.Address?.Text.Length ?? 0) >= 0 || i == 0).ToList();
        var snippet = WaiverSnippet.Of(listed, rule.Project.Environment, rule.Project.Today, rule.Project.MaxWaiver);
        return snippet.TrimEnd('\n').Split('\n')
            .Concat(
                addresses > listed.Count ? [$"# without {Words.Number(addresses - listed.Count)} more addresses"] : []);
    }

    /// <summary>A link if the text is a valid URL, otherwise the text.</summary>
    private static string Docs(string docs) =>
        MarkdownText.Link("docs", docs) ?? MarkdownText.Code(MarkdownModel.Truncate(docs, 300));
}
