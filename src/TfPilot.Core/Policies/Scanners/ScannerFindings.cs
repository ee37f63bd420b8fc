using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>Turns scanner results of the project into findings with the settings' level, scope and waivers.</summary>
public static class ScannerFindings
{
    public const string Kind = "scanner";

    /// <summary>The rules' own findings followed by those of scanners; duplicates are merged.</summary>
    public static IReadOnlyList<Finding> Join(
        IReadOnlyList<Finding> own, IReadOnlyList<ScannerResult> results, Plan plan, PolicyContext context)
    {
        if (results.Count == 0) return own;
        var targets = new ScannerTargets(plan, context);
        return ScannerOverlaps.Join(own, results.SelectMany(result => Of(result, targets, context)));
    }

    private static IEnumerable<Finding> Of(ScannerResult result, ScannerTargets targets, PolicyContext context)
    {
        var block = targets.BlockAt(result.File, result.FirstLine);
        return targets.Of(block).Select(address => Exempt(result, block, context, Of(result, block, address, context)));
    }

    private static Finding Of(ScannerResult result, HclBlock? block, ResourceAddress? address, PolicyContext context)
    {
        var level = result.Level == ScannerLevel.Error ? context.Settings.Level : PolicyLevel.Advise;
        return new(result.Rule, Kind, level, FindingVerdict.Fail, address,
            block is null ? "" : ScannerAttributes.Of(result, block))
        {
            Actual = result.Message,
            Docs = result.Docs,
            Source = result.File is { } file ? new(file, result.FirstLine) : null,
            Approvers = level == PolicyLevel.Approve ? context.Settings.Approvers : [],
            Counts = true,
        };
    }

    /// <summary>
    /// A suppression outside the sources takes precedence; a comment in the sources counts as configured in the
    /// settings.
    /// </summary>
    private static Finding Exempt(ScannerResult result, HclBlock? block, PolicyContext context, Finding finding)
    {
        var tool = ScannerRule.ToolOf(result.Rule);
        var exempted = Exemptions.Apply(inlineIgnore: null, context, finding);
        var judged = result.Suppression switch
        {
            { InSource: false } given =>
                finding with
                {
                    Verdict = FindingVerdict.Waived,
                    Note = Words($"waived in {tool}", given),
                    Counts = false
                },
            { } given when context.Settings.InlineIgnore && IsAccepted(block) =>
                finding with
                {
                    Verdict = FindingVerdict.Ignored,
                    Note = Words($"ignored by a {tool} comment", given),
                    Counts = false
                },
            { } given when context.Settings.InlineIgnore && exempted.Note is null =>
                Exemptions.Proposed(exempted, Words($"a {tool} comment", given)),
            not null when exempted.Note is null => exempted with { Note = $"the {tool} comment does not count here" },
            _ => exempted,
        };
        return judged.IsIgnoreProposed ? judged with { Approvers = context.Settings.Approvers } : judged;
    }

    /// <summary>Which comment the scanner obeyed is unknown, so all of them must be on the default branch.</summary>
    private static bool IsAccepted(HclBlock? block) =>
        block is { ScannerIgnores: { Count: > 0 } comments } && comments.All(comment => comment.IsAccepted);

    private static string Words(string what, ScannerSuppression given) =>
        given.Justification.Length == 0 ? what : $"{what}: {given.Justification}";
}
