using TfPilot.Core.Basics;

namespace TfPilot.Core.Reviews;

/// <summary>
/// The maximum length, and the user's own templates: file name, such as <c>losses.scriban</c>, to text.
/// </summary>
public sealed record MarkdownOptions(MarkdownBudget Budget)
{
    public IReadOnlyDictionary<string, string> UserTemplates { get; init; } = new Dictionary<string, string>();

    /// <summary>Notes about the review itself, as plain sentences; shown directly after the verdict.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether to show the next step; false where the caller shows a more precise one.</summary>
    public bool ShowsNext { get; init; } = true;

    /// <summary>A sentence after the next step about the review's limits; null for none.</summary>
    public string? After { get; init; }
}

/// <summary>
/// Renders the review as GitHub Markdown for a comment or a job summary. The output is deterministic, stays within the
/// budget (at least 2,000), and closes all fences and collapsed sections. Omitted parts are named.
/// </summary>
public static class ReviewMarkdown
{
    private const int Attempts = 4;
    private const string TooLong = "your templates leave no room for the review, so the built-in ones are used";

    /// <summary>
    /// Parses the templates that nearly every review needs. The first use is slow, so a caller can overlap it with
    /// other waits.
    /// </summary>
    public static void Prepare() => MarkdownTemplates.Prepare();

    public static string Write(Review review, MarkdownOptions options) =>
        Fitting(review, options, new MarkdownTemplates(options.UserTemplates))
        ?? (options.UserTemplates.Count > 0 ? Fitting(review, options, new MarkdownTemplates(TooLong)) : null)
        ?? Shortest(review, options);

    /// <summary>
    /// The size estimate before rendering is not exact, because templates may add any text; the rendered text decides.
    /// </summary>
    private static string? Fitting(Review review, MarkdownOptions options, MarkdownTemplates templates)
    {
        var budget = options.Budget;
        var room = budget.Limit;
        for (var attempt = 0; attempt < Attempts && room > 0; attempt++)
        {
            var text = new MarkdownComposer(review, options, templates).Compose(room);
            var excess = budget.Measure(text) - budget.Limit;
            if (excess <= 0) return text;
            room -= excess + (budget.Limit / 100);
        }

        return null;
    }

    /// <summary>Blocking findings are counted even in the shortest form.</summary>
    private static string Shortest(Review review, MarkdownOptions options)
    {
        var templates = new MarkdownTemplates(new Dictionary<string, string>());
        string?[] sections =
        [
            templates.Render("headline.scriban", MarkdownModel.Headline(review)),
            options.ShowsNext ? templates.Render("next.scriban", MarkdownModel.Next(review, options.After)) : null,
            MarkdownHazardModel.CountOf(review) > 0
                ? templates.Render("hazards.scriban", MarkdownHazardModel.Of(review, 0)) : null,
            Counted("must-be-fixed.scriban", FindingSection.MustBeFixed),
            Counted("needs-approval.scriban", FindingSection.NeedsApproval),
        ];
        return string.Join("\n\n", sections.OfType<string>()) + "\n";

        string? Counted(string template, FindingSection place) =>
            FindingGroup.Of(review, place) is { Count: > 0 } groups
            ? templates.Render(template, MarkdownPolicyModel.GroupsOf(review, groups)(0)) : null;
    }
}
