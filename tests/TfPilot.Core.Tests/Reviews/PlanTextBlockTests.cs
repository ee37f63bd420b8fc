using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>The plan's text in the comment: a folded block that takes only what nothing else needs.</summary>
public sealed class PlanTextBlockTests
{
    [Fact]
    public void The_block_matches_its_golden_file() => Golden.Check(
        Markdown(A.Review(
            Project("orders", Text("  + resource \"t\" \"a\" {\n      + text = \"``` ````</details>@me\"\n    }", 12)),
            Project("web", new RedactedText.LeftOut("it is larger than 1 MB")))),
        "plan-text.md");

    [Fact]
    public void Without_a_text_nothing_is_shown() =>
        Markdown(A.Review(Project("orders", null))).Should().NotContainEquivalentOf("plan text");

    [Fact]
    public void A_single_project_is_not_named() =>
        Markdown(A.Review(Project("orders", Text("a line")))).Should()
            .Contain("<details><summary>Plan text</summary>\n\n```text\na line\n```\n\n</details>\n");

    [Fact]
    public void Hostile_text_stays_inside_its_block() => Prop.ForAll(Hostile.Texts, text =>
    {
        var written = Markdown(A.Review(Project("orders", Text(text))));

        written.Should().StartWith(Markdown(A.Review(Project("orders", null)))[..40]);
        var html = Rendered.Html(written);
        Rendered.Count(html, "<details>").Should().Be(Rendered.Count(html, "</details>"));
        html.Should().EndWith("</strong> nothing to do.</p>\n");
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(300)]
    public void The_text_never_costs_another_section(int projects)
    {
        var review = A.Review([.. Enumerable.Range(0, projects).Select(i => Project($"p{i}", null))]);
        var withTexts = A.Review([.. Enumerable.Range(0, projects).Select(i => Project($"p{i}", Long))]);
        foreach (var limit in new[] { 2_000, 4_000, 9_000, 60_000, 1_048_576 })
        {
            var (plain, written) = (Markdown(review, limit), Markdown(withTexts, limit));

            written.Length.Should().BeLessThanOrEqualTo(limit);
            Rest(written).Should().Be(Rest(plain));
        }
    }

    [Fact]
    public void The_text_is_cut_between_lines()
    {
        var written = Markdown(A.Review(Project("orders", Long)), 4_000);

        var shown = written.Split('\n').Count(line => line.StartsWith("line ", StringComparison.Ordinal));
        shown.Should().BeInRange(100, 300);
        written.Should().Contain($"\n```\n\n{500 - shown + 7} more lines\n\n</details>");
    }

    private static RedactedText.Shown Long =>
        Text(string.Join('\n', Enumerable.Range(0, 500).Select(i => $"line {i:000} `x`")), 7);

    private static RedactedText.Shown Text(string text, int more = 0) => new(text, more);

    private static ProjectReview Project(string name, RedactedText? text) => A.Project(name) with { PlanText = text };

    private static string Markdown(Review review, int limit = 60_000) =>
        ReviewMarkdown.Write(review, new(new MarkdownBudget.Utf16(limit)));

    /// <summary>Everything except the blocks and the note that some are omitted.</summary>
    private static string Rest(string markdown)
    {
        var rest = System.Text.RegularExpressions.Regex.Replace(
            markdown, "<details><summary>Plan text.*?</details>\n\n", "",
            System.Text.RegularExpressions.RegexOptions.Singleline);
        return System.Text.RegularExpressions.Regex.Replace(rest, "<sub>Omitted[^\n]*\n\n", "");
    }
}
