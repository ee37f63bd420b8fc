using TfPilot.Core.Basics;

namespace TfPilot.Core.Reviews;

/// <summary>How long the text may be, and the user's own templates: file name, such as <c>losses.scriban</c>, to text.</summary>
public sealed record MarkdownOptions(MarkdownBudget Budget)
{
    public IReadOnlyDictionary<string, string> UserTemplates { get; init; } = new Dictionary<string, string>();

    /// <summary>What the reader should know about the review itself, as plain sentences; shown before everything but the verdict.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether the review says what to do next; not where somebody who knows more says it already.</summary>
    public bool ShowsNext { get; init; } = true;

    /// <summary>A sentence behind the next step, about what the review cannot know; null for none.</summary>
    public string? After { get; init; }
}

/// <summary>
/// The review as GitHub's Markdown, for a comment or a job summary: the same bytes for the same review, never longer than the budget
/// (of 2,000 or more), fences and folds closed. What there is no room for is named.
/// </summary>
public static class ReviewMarkdown
{
    private const int Attempts = 4;
    private const string TooLong = "your templates leave no room for the review, so the built-in ones are used";

    /// <summary>Compiles the templates that nearly every review needs, which takes a while the first time: for whoever has to wait for something else anyway.</summary>
    public static void Prepare() => MarkdownTemplates.Prepare();

    public static string Write(Review review, MarkdownOptions options) =>
        Fitting(review, options, new MarkdownTemplates(options.UserTemplates))
        ?? (options.UserTemplates.Count > 0 ? Fitting(review, options, new MarkdownTemplates(TooLong)) : null)
        ?? Shortest(review, options);

    /// <summary>The estimate before rendering is close but not exact (templates may say anything): what counts is the finished text.</summary>
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

    /// <summary>What forbids is counted even here.</summary>
    private static string Shortest(Review review, MarkdownOptions options)
    {
        var templates = new MarkdownTemplates(new Dictionary<string, string>());
        string?[] sections =
        [
            templates.Render("headline.scriban", MarkdownModel.Headline(review)),
            options.ShowsNext ? templates.Render("next.scriban", MarkdownModel.Next(review, options.After)) : null,
            MarkdownHazardModel.CountOf(review) > 0 ? templates.Render("hazards.scriban", MarkdownHazardModel.Of(review, 0)) : null,
            Counted("must-be-fixed.scriban", FindingSection.MustBeFixed),
            Counted("needs-approval.scriban", FindingSection.NeedsApproval),
        ];
        return string.Join("\n\n", sections.OfType<string>()) + "\n";

        string? Counted(string template, FindingSection place) =>
            FindingGroup.Of(review, place) is { Count: > 0 } groups ? templates.Render(template, MarkdownPolicyModel.GroupsOf(review, groups)(0)) : null;
    }
}
