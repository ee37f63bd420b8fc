using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.Reviews;

namespace TfPilot.Core.Tests.Limits;

/// <summary>Whoever may merge into one repository writes its templates: none of them may take the time or the memory of the others.</summary>
public sealed class HostileTemplateTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private const long MaxBytes = 512 << 20;

    public static TheoryData<string, string, string> Templates() => new()
    {
        { "doubling partials", Doubling(20), "partials, which are not supported" },
        { "recursion of a partial", "{{#*inline \"a\"}}{{> a}}{{/inline}}{{> a}}", "partials, which are not supported" },
        { "a partial with spaces", "{{ ~ > a}}", "partials, which are not supported" },
        { "a block partial", "{{#> a}}x{{/a}}", "partials, which are not supported" },
        { "20,000 nested ifs", Nested("if", 20_000), "it has more than" },
        { "1,000 nested ifs", Nested("if", 1_000), "it has more than 100 blocks" },
        { "1,000 nested ifs in other spaces", Nested(" if", 1_000), "it has more than" },
        { "1,000 inverted sections", string.Concat(Enumerable.Repeat("{{^step}}", 1_000)) + string.Concat(Enumerable.Repeat("{{/step}}", 1_000)), "it has more than" },
        { "1,000 chained elses", "{{#if step}}" + string.Concat(Enumerable.Repeat("{{else if step}}", 900)) + "{{/if}}", "it has more than 100 blocks" },
        { "nesting hidden by comments", string.Concat(Enumerable.Repeat("{{#if step}}{{! {{/if}} }}", 400)), "it has more than 100 blocks" },
        { "a huge literal", $"{{{{code \"{new string('x', 100_000)}\"}}}}", "it has more than 32768 characters" },
        { "a huge text", new string('x', 10_000_000), "it has more than 32768 characters" },
        { "nested parentheses", $"{{{{code {new string('(', 10_000)}step{new string(')', 10_000)}}}}}", "opening parentheses" },
        { "many tags", string.Concat(Enumerable.Repeat("{{step}}", 3_000)), "it has more than 1000 tags" },
        { "a raw block", "{{{{raw}}}}{{#if}}{{{{/raw}}}}", "raw block" },
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_template_that_asks_for_too_much_is_refused_with_its_reason(string name, string template, string reason)
    {
        var text = Written("next.hbs", template);

        text.Should().Contain("> - the template next.hbs is broken, so the built-in one is used: it ", because: name).And.Contain(reason).And.Contain("**Next:**");
    }

    [Theory]
    [InlineData("{{#each items}}{{#each ../items}}{{#each ../../items}}{{#each ../../../items}}{{#each ../../../../items}}{{#each ../../../../../items}}{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}")]
    [InlineData("{{#with items}}{{#each this}}{{#each ..}}{{#each ../..}}{{#each ../../..}}{{#each ../../../..}}{{#each ../../../../..}}{{#each ../../../../../..}}{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}{{/with}}")]
    public void Loops_in_loops_end(string template) => Written("must-be-fixed.hbs", template, Many).Should().Contain("must-be-fixed.hbs is broken").And.Contain("its loops go through more than");

    [Fact]
    public void A_loop_that_writes_much_ends()
    {
        var filler = new string('x', 30_000);

        Written("must-be-fixed.hbs", $"{{{{#each items}}}}{{{{#each ../items}}}}{filler}{{{{/each}}}}{{{{/each}}}}", Many).Should().Contain("must-be-fixed.hbs is broken").And.Contain("it writes more than");
    }

    [Theory]
    [InlineData("{{#each items}}{{#each addresses}}{{@index}} {{code this}}{{#if ../rule}}!{{/if}}{{#unless @last}}, {{/unless}}{{/each}}{{#if approvers}}never{{/if}};{{else}}none{{/each}}")]
    [InlineData("{{#if items}}{{items.[0].rule}}{{else}}none{{/if}}{{#each items as |g|}}{{g.rule}}{{/each}}")]
    public void What_people_write_is_rendered_as_before(string template) =>
        Written("must-be-fixed.hbs", template, Many).Should().NotContain("is broken").And.NotContain("never").And.MatchRegex("aws_s3_bucket.logs|rule-0rule-0rule-1rule-2");

    [Fact]
    public void A_hundred_nested_blocks_are_quick() => Written("next.hbs", Nested("if", 100)).Should().NotContain("next.hbs is");

    private static Review Many { get; } = A.Review(A.Project() with { Findings = [.. Enumerable.Range(0, 60).Select(i => A.Finding($"rule-{i}", attribute: $"tags.t{i}"))] });

    private static string Nested(string block, int depth) => string.Concat(Enumerable.Repeat($"{{{{#{block} step}}}}", depth)) + "x" + string.Concat(Enumerable.Repeat($"{{{{/{block.Trim()}}}}}", depth));

    private static string Doubling(int count) => "{{#*inline \"p0\"}}xxxxxxxx{{/inline}}"
        + string.Concat(Enumerable.Range(1, count).Select(i => $"{{{{#*inline \"p{i}\"}}}}{{{{> p{i - 1}}}}}{{{{> p{i - 1}}}}}{{{{/inline}}}}")) + $"{{{{> p{count}}}}}";

    private static string Written(string name, string template, Review? review = null)
    {
        var text = "";
        var cost = Bounded.Run(() => text = ReviewMarkdown.Write(
            review ?? Samples.All["destructive"], new(MarkdownBudget.Comment) { UserTemplates = new Dictionary<string, string> { [name] = template } }));
        cost.Failure.Should().BeNull();
        cost.Should().Match<Cost>(cost => cost.Time < Limit && cost.Bytes < MaxBytes);
        return text;
    }
}
