using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// The steps that remain before a check passes, worst first and then in rule order. The first becomes the title; all
/// are listed under "Next".
/// </summary>
internal static class CheckSteps
{
    private const int MaxSteps = 8;
    private const int StepLength = 160;

    /// <param name="isWhole">Whether the check covers the whole pull request, so that each step names its
    /// environment.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<RequirementResult> results, bool isWhole) =>
    [
        .. results.SelectMany(
            Open, (whole, part) => (part.Outcome, Step: VisibleText.Of(part.Step ?? part.Words), whole.Environment))
            .OrderByDescending(step => step.Outcome)
            .Select(step => isWhole && step.Environment is { } environment
                ? $"{VisibleText.Of(environment)}: {step.Step}" : step.Step)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The first step and the number of further ones.</summary>
    public static string Title(IReadOnlyList<string> steps)
    {
        var more = steps.Count > 1 ? $" (+{steps.Count - 1} more)" : "";
        var first = steps[0].Contains(": ", StringComparison.Ordinal) ? steps[0]
            : $"{char.ToUpperInvariant(steps[0][0])}{steps[0][1..]}";
        return TextColumns.TruncateAtWord(first, CheckVerdict.TitleLength - more.Length) + more;
    }

    public static string Sentence(IReadOnlyList<string> steps)
    {
        var more = steps.Count > MaxSteps ? $"; and {steps.Count - MaxSteps} more" : "";
        var shown = steps.Take(MaxSteps).Select(step => TextColumns.TruncateAtWord(step, StepLength));
        return $"{string.Join("; ", shown)}{more}.";
    }

    /// <summary>The parts that are still open, per requirement.</summary>
    private static IEnumerable<RequirementResult> Open(RequirementResult result)
    {
        if (result.Outcome == CheckOutcome.Success) return [];
        var parts = result.Parts.Where(part => part.Outcome != CheckOutcome.Success).ToList();
        if (parts.Count > 0) return parts;
        return [result];
    }
}
