using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Reviews;

public sealed class ReviewMarkdownTests
{
    private const string Wide = "日本語の値 🚀👩‍🚀 값";

    [Fact]
    public void The_same_review_yields_the_same_bytes() =>
        Comment(Samples.All["mixed"]).Should().Be(Comment(Samples.All["mixed"]));

    [Theory]
    [InlineData(30)]
    [InlineData(1000)]
    public void A_huge_plan_fits_the_comment_and_every_deletion_is_listed_or_counted(int destroys)
    {
        var changes = Enumerable.Range(0, destroys)
            .Select(i => A.Delete($"aws_s3_bucket.b[\"{Wide}{i}\"]", before: A.Text("tag", Wide)))
            .Concat(Enumerable.Range(0, 1000)
                .Select(i => A.Update($"aws_sqs_queue.q[{i}]", A.Text("tag", Wide), A.Text("tag", Wide + i))))
            .Concat(Enumerable.Range(0, 3000 - destroys - 1000)
                .Select(i => A.Create($"aws_lb.l[{i}]", A.Text("name", Wide))));

        var body = Comment(A.Review(A.Project(changes: [.. changes])));

        AssertIntact(body, MarkdownBudget.Comment);
        body.Should().Contain($"> **{Words.Number(destroys)} resources are destroyed**");
        var rest = destroys - body.Split('\n')
            .Count(line => line.StartsWith("> - `aws_s3_bucket.b[", StringComparison.Ordinal));
        if (rest > 0) body.Should().Contain($"> **and {Words.Number(rest)} more: {Words.Number(rest)} aws_s3_bucket**");
        body.Should().Contain("Omitted because of the length limit");
    }

    [Fact]
    public void The_length_limit_is_almost_fully_used()
    {
        var changes = Enumerable.Range(0, 3000).Select(i => A.Update($"aws_sqs_queue.q[{i}]")).ToList();

        Comment(A.Review(A.Project(changes: changes))).Length.Should().BeInRange(58_000, 60_000);
    }

    [Fact]
    public void The_job_summary_budget_is_measured_in_bytes()
    {
        var changes = Enumerable.Range(0, 20_000)
            .Select(i => A.Update($"aws_sqs_queue.q[{i}]", A.Text("tag", Wide), A.Text("tag", Wide + i))).ToList();

        var body = ReviewMarkdown.Write(A.Review(A.Project(changes: changes)), new(MarkdownBudget.JobSummary));

        AssertIntact(body, MarkdownBudget.JobSummary);
        System.Text.Encoding.UTF8.GetByteCount(body).Should().BeGreaterThan(1_000_000);
    }

    [Fact]
    public void Diffs_are_ordered_by_importance()
    {
        var review = A.Review(
            A.Project("big",
                changes: [.. Many(40, i => A.Replace($"t.destructive[{i}]")),
                    .. Many(40, i => A.Update($"t.medium[{i}]")),
                    .. Many(40, i => A.Create($"t.safe[{i}]", """{"a":1}"""))]),
            A.Project("unchanged", changes: []));
        string At(int budget) => ReviewMarkdown.Write(review, new(new MarkdownBudget.Utf16(budget)));

        At(40_000).Should()
            .Contain("create `t.safe[39]`").And.Contain("1 project: `unchanged`").And.NotContain("Left out");
        At(8_000).Should()
            .Contain("replace `t.destructive[39]`").And.Contain("~ change `t.medium[0]`").And.NotContain(
                "create `t.safe[0]`")
            .And.Contain("40 other changes, the names of projects without changes").And.Contain(
                "No changes in 1 project.");
        At(5_000).Should().Contain("> - `t.destructive[39]`").And.NotContain("~ change `t.medium[0]`");
        At(2_000).Should()
            .Contain("**40 resources are destroyed and created again**").And.MatchRegex(@"and \d+ more: \d+ t");
    }

    [Fact]
    public void Too_many_failures_are_counted_and_advice_is_dropped_first()
    {
        var findings = Many(300,
            i => A.Finding($"rule-{i:000}", address: $"t.a[{i}]") with
            {
                Actual = "\"old\"",
                Expected = "\"new\"",
                Why = "because",
                Fix = "Change it"
            })
            .Append(A.Finding("names", PolicyLevel.Advise));
        var project = A.Priced(A.Project(changes: [A.Replace("t.a[0]", A.Text("k", "v"), A.Text("k", "w"))]),
            A.Cost("t.a[0]", 1, 100)) with
        { Findings = [.. findings] };

        var body = ReviewMarkdown.Write(A.Review(project), new(new MarkdownBudget.Utf16(6_000)));

        AssertIntact(body, new MarkdownBudget.Utf16(6_000));
        body.Should()
            .Contain("· policy blocks · +\\$99.00/month").And.Contain("| **rule-000** |").And.MatchRegex(
                @"\*\*and \d+ more: 1 rule-");
        body.Should().Contain("**± replace `t.a[0]`**").And.MatchRegex(@"\nAnd \d+ more rules\.");
    }

    [Theory]
    [InlineData(5, "`t.a[4]` `tags.owner`:", "t.a[5]")]
    [InlineData(12, "`t.a[4]` and 7 more `tags.owner`:", "| `t.a[5]`")]
    public void The_same_finding_at_many_addresses_is_one_row(int addresses, string row, string notThere)
    {
        var project = A.Project() with { Findings = Many(addresses, i => A.Finding(address: $"t.a[{i}]")) };

        Comment(A.Review(project)).Should().Contain(row).And.NotContain(notThere);
    }

    [Fact]
    public void Projects_and_problems_beyond_the_limit_are_counted()
    {
        var projects = Many(2000, i => A.Project($"project-{i}", changes: [A.Delete("t.a")]));

        var body = Comment(Review.Of(projects, Many(2000, i => A.Problem($"plan-{i:0000}.json"))));

        AssertIntact(body, MarkdownBudget.Comment);
        body.Should()
            .Contain("2,000 inputs could not be read").And.MatchRegex(
                @"and [\d,]+ projects destructive, not shown here").And.Contain("- `plan-0000.json`");
        body.Should().MatchRegex(@"\n- and [\d,]+ more\n").And.Contain("**2,000 resources are destroyed**");
    }

    [Fact]
    public void Secret_unknown_and_masked_values_are_shown_as_words()
    {
        var body = Comment(A.Review(A.Change(
            "t.a",
            ["update"],
            """{"a":{"$":"sensitive"},"b":"old","c":{"$":"sensitive"},"d":"x"}""",
            """{"a":{"$":"sensitive-changed"},"b":{"$":"unknown"},"c":"open","d":{"$":"masked"}}""")));

        body.Should()
            .Contain(
                "! a   (sensitive, changed)\n! b   \"old\" → (known after apply)\n! c   (sensitive) → \"open\"\n! d " +
                    "  \"x\" → (masked: equals a sensitive value)\n");
    }

    [Fact]
    public void A_list_inside_a_text_is_not_colored_as_removed_lines()
    {
        var body = Comment(A.Review(A.Update(
            "t.a", A.Text("list", "To do\n- one\n- two\n"), A.Text("list", "To do\n- one\n- three\n"))));

        body.Should().Contain("! list   (1 line differs)\n      To do\n      - one\n-     - two\n+     - three\n");
    }

    [Fact]
    public void Long_texts_with_a_common_prefix_are_shown_at_their_difference()
    {
        var same = new string('x', 5000);

        var body = Comment(
            A.Review(A.Update("t.a", A.Text("policy", same + "read"), A.Text("policy", same + "write"))));

        body.Should().Contain("! policy   \"…xxxxxxxxxxxxread\" → \"…xxxxxxxxxxxxwrite\"\n");
    }

    [Theory]
    [InlineData("replace", "delete,create", "replace_because_tainted",
        "because it is tainted: an earlier apply did not finish it")]
    [InlineData("replace", "create,delete", "replace_by_request",
        "(the new one is created first) because the plan was made with -replace")]
    [InlineData("destroyed", "delete", "delete_because_each_key", "because its key is no longer in for_each")]
    [InlineData(
        "unmanaged", "create,forget", "replace_by_triggers", "because something in its replace_triggered_by changes")]
    [InlineData(
        "lives on", "forget", "forgot_because_lifecycle_destroy_in_state", "because its state has destroy = false")]
    [InlineData("may be destroyed", "dance", "because_of_the_moon", "because Terraform says because_of_the_moon")]
    public void Every_loss_has_its_reason(string _, string actions, string reason, string why)
    {
        var body = Comment(A.Review(A.Change("t.a", actions.Split(',')) with { Reason = reason }));

        body.Should().Contain($"> - `t.a` {why}\n");
    }

    [Fact]
    public void Hostile_values_do_not_break_the_layout() =>
    Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Hostile.Texts, text =>
    {
        var body = Comment(Full(TextColumns.Truncate(text, 200))); // leaves room for every part

        AssertIntact(body, MarkdownBudget.Comment);
        AssertHarmless(body);
    }));

    [Fact]
    public void Every_size_budget_is_respected() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Hostile.Texts, Gen.Choose(2_000, 30_000).ToArbitrary(), Gen.Elements(true, false).ToArbitrary(),
            (text, limit, bytes) =>
        {
            MarkdownBudget budget = bytes ? new MarkdownBudget.Utf8(limit) : new MarkdownBudget.Utf16(limit);

            var body = ReviewMarkdown.Write(Full(text), new(budget));

            AssertIntact(body, budget);
            body.Should()
                .Contain("#### ❌ Must be fixed")
                .And.Contain("#### ✋ Needs approval", "these sections must not be folded");
        }));

    private static string Comment(Review review) => ReviewMarkdown.Write(review, new(MarkdownBudget.Comment));

    private static List<T> Many<T>(int count, Func<int, T> make) => [.. Enumerable.Range(0, count).Select(make)];

    /// <summary>A review that contains the text in every text field.</summary>
    private static Review Full(string text)
    {
        var address = $"t.a[\"{text}\"]";
        var risk = A.Risk(
            RiskClass.Destructive, A.Factor("data-loss", 40, address, text), A.Factor("size", 1, null, text)) with
        {
            Moves = [new(new(address), new($"t.b[\"{text}\"]"))],
        };
        ResourceChange[] changes =
        [
            A.Replace(address, A.Text("k" + text, text), A.Text("k" + text, text + "2"),
                "k" + text) with { Reason = text, Deposed = text },
            A.Update("t.c", A.Text("k", text), A.Text("k", $"\n{text}\n{text}")),
            A.Create("t.d" + text, A.Text(text, text)) with { PreviousAddress = new(text) },
            A.Change("t.e", ["no-op"]) with { Importing = new PlanValue.Text(text) },
            A.Change("t.f", [text, "x"]),
        ];
        Plan WithRest(Plan plan) => plan with
        {
            Outputs = [new(text, PlanAction.Update, A.Json(JsonSerializer.Serialize(text)), A.Json("\"after\""))],
            Checks = [new(text, "fail", [text])],
            Drift = [A.Update(address)],
        };
        var project = A.Priced(A.Project(text, text, changes, risk, WithRest), new CostCounts(1, 0, 0, [new(text, 2)]),
            A.Cost(address, 10, 20, text, text + "2")) with
        {
            Findings = [.. Findings(text, address), A.Finding(text, address: null),
                .. Many(7, i => A.Finding(
                    "many", address: $"t.many[{i}]") with { Actual = text, Expected = text, Fix = text })],
            Suggestions = [new("encryption", new(address), text, text, text, text)],
        };
        return Review.Of(
            [project, A.Unpriced(A.Project("unpriced", changes: [A.Create("t.h")]), text),
                A.Project("other" + text, "x"), A.Project("plain", null, [A.Create("t.g")])], [A.Problem(text, text)]);
    }

    /// <summary>Findings with the text in every field, at every level and with every verdict.</summary>
    private static IEnumerable<Finding> Findings(string text, string address) =>
        from level in Enum.GetValues<PolicyLevel>()
        from verdict in Enum.GetValues<FindingVerdict>()
        select A.Finding(text, level, verdict, address, text) with
        {
            Actual = text,
            Expected = text,
            Why = text,
            Docs = text,
            Fix = text,
            Note = text,
            Source = new(text, 3),
            Approvers = [text]
        };

    private static void AssertIntact(string body, MarkdownBudget budget)
    {
        budget.Measure(body).Should().BeLessThanOrEqualTo(budget.Limit);
        body.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar).Should().BeFalse();
        var html = Rendered.Html(body);
        Rendered.Count(html, "<details>").Should()
            .Be(Rendered.Count(html, "</details>")).And.Be(Rendered.Count(body, "<details>"));
        html.Should().StartWith("<h3").And.Contain("<p><strong>Next:</strong>");
    }

    private static void AssertHarmless(string body)
    {
        var html = Regex.Replace(Rendered.Html(body), """<a href="https?://[^"<>]*">docs</a>""", "docs");
        Rendered.Count(html, "<h").Should().Be(7, "only our own headings are rendered");
        Rendered.Count(html, "<td").Should().Be(2 * (3 + 3 + 2), "each table keeps its columns");
        Rendered.Count(html, "<blockquote>").Should().Be(2, "one for hazards and one for losses");
        html.Should().NotContain("<a ").And.NotContain("<!--").And.NotContain("<img").And.NotContain("<script");
        body.Should().NotContain("<!--").And.NotMatchRegex("[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]");
        OutsideCode(html).Should().NotMatchRegex(@"@(org|me)|#\d|GH-\d");
    }

    private static string OutsideCode(string html) =>
        System.Net.WebUtility.HtmlDecode(Regex.Replace(html, "<code.*?</code>", "", RegexOptions.Singleline));

    [Fact]
    public void Every_loss_is_listed_before_any_is_explained()
    {
        var losses = Enumerable.Range(0, 800).Select(i => A.Delete($"aws_db_instance.orders[{i}]")).ToArray();
        var factors = losses.Select(
            loss => A.Factor("data-loss", 55, loss.Address.Text, "stateful, skip_final_snapshot is true")).ToArray();

        var text = ReviewMarkdown.Write(
            A.Review(A.Project(changes: losses, risk: A.Risk(RiskClass.Destructive, factors))),
            new MarkdownOptions(MarkdownBudget.Comment));

        text.Length.Should().BeLessThanOrEqualTo(60_000);
        losses.Where(loss => !text.Contains($"`{loss.Address}`", StringComparison.Ordinal)).Should().BeEmpty();
    }
}
