using System.Globalization;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Reviews;

public sealed class HazardTests
{
    private static readonly string Docs = File.ReadAllText(Repository.PathOf("docs", "reference", "risk.md"))
        .ReplaceLineEndings("\n");

    [Theory]
    [InlineData("exposure", 20, RiskLevel.High, "Opened to the world", "opened to the world")]
    [InlineData("identity", 30, RiskLevel.High, "Wildcard grants", "wildcard grants")]
    [InlineData("data-loss", 20, RiskLevel.High, "Data is lost", "data is lost")]
    [InlineData("unknown-values", 10, RiskLevel.Medium, "Hidden changes", "hidden changes")]
    public void A_serious_risk_factor_is_shown_for_any_risk_class(
        string factor, int points, RiskLevel level, string title, string words)
    {
        var review = Of(RiskClass.Safe, A.Factor(factor, points, "t.a", "was seen"));

        var icon = level == RiskLevel.High ? "🟥" : "🟨";
        review.RiskClass.Should().Be(RiskClass.Safe);
        (review.RiskLevel, review.Verdict, Headline.Icon(review)).Should().Be((level, Verdict.Warn, icon));
        Headline.Of(review).Should().Be($"{level} in prod: 1 creation · {words}");
        Markdown(review).Should()
            .Contain($"> **{title}: 1 {(factor == "unknown-values" ? "place" : "resource")}**\n> - `t.a`: was seen\n");
        Terminal(review).Should().Contain($"! {title}: t.a").And.NotContain("SAFE").And.NotContain("Pass");
        Headline.NextStep(review).Should().NotContain("no blockers");
    }

    [Theory]
    [InlineData("exposure", 19)]
    [InlineData("identity", 15)]
    [InlineData("unknown-values", 5)]
    [InlineData("downtime", 20)] // no hazard at all
    public void A_risk_factor_below_its_threshold_changes_nothing(string factor, int points)
    {
        var review = Of(RiskClass.Safe, A.Factor(factor, points, "t.a", "was seen"));

        (review.RiskLevel, review.Verdict).Should().Be((RiskLevel.Safe, Verdict.Pass));
        Markdown(review).Should()
            .Contain("### 🟩 Safe").And.NotContain("[!CAUTION]").And.NotContain("[!WARNING]").And.Contain(
                "**Next:** no blockers found.");
    }

    [Fact]
    public void Hidden_changes_are_summed_up_and_are_only_a_warning()
    {
        var review = Of(
            RiskClass.Safe, A.Factor("unknown-values", 5, "t.a", "a"), A.Factor("unknown-values", 5, "t.b", "b"));

        var body = Markdown(review);

        body.Should()
            .Contain("> [!WARNING]\n> **Hidden changes: 2 places**\n> - `t.a`: a\n> - `t.b`: b\n").And.NotContain(
                "CAUTION");
    }

    [Theory]
    [InlineData(RiskClass.Safe, 30, RiskLevel.Safe)] // score 39
    [InlineData(RiskClass.Safe, 31, RiskLevel.Medium)] // score 40
    [InlineData(RiskClass.Safe, 53, RiskLevel.Medium)] // score 59
    [InlineData(RiskClass.Medium, 72, RiskLevel.High)] // score 70
    [InlineData(RiskClass.Medium, 0, RiskLevel.Medium)]
    [InlineData(RiskClass.None, 0, RiskLevel.None)]
    [InlineData(RiskClass.Destructive, 200, RiskLevel.Destructive)]
    [InlineData(RiskClass.Unknown, 0, RiskLevel.Unknown)]
    public void A_high_score_alone_raises_the_risk_level(RiskClass risk, int points, RiskLevel level)
    {
        var review = Of(risk, A.Factor("size", points, null, "many"));

        review.RiskLevel.Should().Be(level);
        review.Verdict.Should()
            .Be(level switch
            {
                RiskLevel.Unknown => Verdict.Blocked,
                >= RiskLevel.High => Verdict.Warn,
                _ =>
                Verdict.Pass
            });
    }

    [Fact]
    public void A_review_with_a_high_score_is_never_called_safe()
    {
        foreach (var points in Enumerable.Range(0, 300))
        {
            var review = Of(RiskClass.Safe, A.Factor("size", points, null, "many"));

            if (review.RiskScore >= 40) (Headline.Of(review) + Terminal(review)).Should()
                .NotContain("Safe").And.NotContain("SAFE");
        }
    }

    [Fact]
    public void Hazards_of_several_projects_are_listed_together_and_the_worst_project_first()
    {
        var open = A.Project(
            "b", "prod", [A.Create("t.a")], A.Risk(RiskClass.Safe, A.Factor("exposure", 20, "t.a", "open")));
        var review = A.Review(A.Project("a", "stage", [A.Update("t.b")], A.Risk(RiskClass.Medium)), open);

        review.Projects[0].Name.Should().Be("b");
        Markdown(review).Should().StartWith("### 🟥 High in prod: 1 creation · opened to the world\n")
            .And.Contain("| 🟥 `b` prod, high 28 |").And.Contain("> - `t.a` in `b`: open\n");
    }

    [Fact]
    public void Hazards_beyond_the_size_limit_are_counted()
    {
        var factors = Enumerable.Range(0, 500).Select(i => A.Factor("exposure", 20, $"t.a[{i}]", "open")).ToArray();

        var body = ReviewMarkdown.Write(Of(RiskClass.Safe, factors), new(new MarkdownBudget.Utf16(4_000)));

        body.Should().Contain("> **Opened to the world: 500 resources**").And.MatchRegex(@"> \*\*and \d+ more\*\*");
    }

    [Theory]
    [InlineData(new[] { "exposure" }, "check that each opening is intended.")]
    [InlineData(new[] { "exposure", "identity" }, "check that each opening and each wildcard grant is intended.")]
    [InlineData(new[] { "identity", "data-loss" }, "check that each wildcard grant and each loss is intended.")]
    [InlineData(new[] { "unknown-values" }, "review the warnings above before applying.")]
    public void The_next_step_names_the_hazards_to_check(string[] factors, string step)
    {
        var review = Of(RiskClass.Medium, [.. factors.Select(id => A.Factor(id, 30, "t.a", "was seen"))]);

        Headline.NextStep(review).Should().StartWith(step);
    }

    [Fact]
    public void The_docs_list_every_hazard_and_every_level()
    {
        foreach (var rule in Hazards.All)
        {
            var points =
                $"{rule.Points.ToString(CultureInfo.InvariantCulture)} " +
                $"points{(rule.IsSummed ? " in the whole plan" : "")}";
            Docs.Should().Contain($"| `{rule.Factor}` | {points} | {rule.Title} | {rule.Level.Word()} |\n");
        }

        foreach (var level in Enum.GetValues<RiskLevel>())
            Docs.Should().Contain($"| {Headline.Icon(level)} {Headline.Level(level)} | `{level.Word()}` | ");
        Docs.Should()
            .Contain($"a score of {RiskLevels.MediumScore} or more").And.Contain(
                $"a score of {RiskLevels.HighScore} or more");
    }

    private static Review Of(RiskClass risk, params RiskFactor[] factors) =>
        A.Review(A.Project(changes: [A.Create("t.a")], risk: A.Risk(risk, factors)));

    private static string Markdown(Review review) => ReviewMarkdown.Write(review, new(MarkdownBudget.Comment));

    private static string Terminal(Review review) => TerminalText.Write(review, new(Color: false, Width: 100));
}
