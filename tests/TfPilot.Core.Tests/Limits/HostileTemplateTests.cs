using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.Reviews;

namespace TfPilot.Core.Tests.Limits;

/// <summary>
/// Anyone who may merge into one repository can write its templates: no template may use up the time or memory of other
/// repositories.
/// </summary>
public sealed class HostileTemplateTests
{
    /// <summary>
    /// Each template takes less than 50 ms on an idle machine; the limit is higher because tests run in parallel. The
    /// byte limit is exact.
    /// </summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);
    private const long MaxBytes = 10 << 20;

    private static readonly Review Many = A.Review(
        A.Project() with
        {
            Findings = [.. Enumerable.Range(0, 60)
            .Select(i => A.Finding($"rule-{i}", attribute: $"tags.t{i}"))]
        });

    /// <summary>The kind, the template, and the expected text of the note.</summary>
    public static TheoryData<string, string, string> Templates() => new()
    {
        { "a bomb by loops", Loops(6, "x"), "steps" },
        { "a bomb by loops without text", Loops(8, ""), "steps" },
        { "a bomb by a loop with much text", Loops(2, new string('x', 30_000)),
            "it writes more than 1048576 characters" },
        { "a bomb by values", Loops(5, "{{ i0.rule }}{{ code i1.got }}{{ raw i2.want }}"), "steps" },
        { "a bomb by many statements in loops",
            Loops(3, string.Concat(Enumerable.Repeat("{{ if i0.rule }}{{ end }}", 400))), "steps" },
        { "while", "{{ while true }}x{{ end }}", "`while`" },
        { "a range", "{{ for i in 1..1000000000 }}x{{ end }}", "`1..1000000000` cannot be used" },
        { "a table of a range", "{{ tablerow i in items }}x{{ end }}", "`tablerow`" },
        { "recursion", "{{ func f }}{{ f }}{{ end }}{{ f }}", "`func`" },
        { "recursion by a short function", "{{ f(x) = f(x) }}{{ f 1 }}", "`(` cannot be used" },
        { "recursion by an anonymous function", "{{ f = do; ret f; end }}", "`=` cannot be used" },
        { "padding", "{{ string.pad_left 'x' 2000000000 }}", "`2000000000` cannot be used" },
        { "padding by a pipe", "{{ items | string.pad_left }}", "`|` cannot be used" },
        { "multiplication of text", "{{ 'x' * 2000000000 }}", "`*` cannot be used" },
        { "a doubling assignment", "{{ x = 'xx' }}" + string.Concat(Enumerable.Repeat("{{ x = x + x }}", 200)),
            "`=` cannot be used" },
        { "a doubling addition", "{{ x += x }}", "`+` cannot be used" },
        { "a doubling interpolation", "{{ x = 'x'; for i in items; x = $'{x}{x}'; end }}", "`=` cannot be used" },
        { "an interpolation", "{{ $\"{items}{items}\" }}", "`$` cannot be used" },
        { "an interpolation nested in itself", "{{ " + string.Concat(Enumerable.Repeat("$\"{", 5_000)) + " }}",
            "`$` cannot be used" },
        { "a doubling capture", "{{ capture x }}{{ items }}{{ end }}", "`capture`" },
        { "a slow regular expression", "{{ regex.match 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' '(a+)+$' }}",
            "`regex.match` is not a template function" },
        { "object.eval", "{{ object.eval 'while true; end' }}", "`object.eval` is not a template function" },
        { "object.eval_template", "{{ object.eval_template '{{ x }}' }}",
            "`object.eval_template` is not a template function" },
        { "a built-in object", "{{ array }}", "`array` does not exist" },
        { "a built-in object's member", "{{ math.pi }}", "`math` does not exist" },
        { "a bare function", "{{ code }}", "`code` is a function and needs one value" },
        { "a function as a value", "{{ @code }}", "`@` cannot be used" },
        { "a write to the model", "{{ items = null }}", "`=` cannot be used" },
        { "a write into the model", "{{ for i in items }}{{ i.rule = 'none' }}{{ end }}", "`=` cannot be used" },
        { "a count up", "{{ count++ }}", "`+` cannot be used" },
        { "an import", "{{ import items }}", "`import`" },
        { "a readonly statement", "{{ readonly items }}", "`readonly`" },
        { "the scope itself", "{{ this }}", "`this`" },
        { "an include", "{{ include 'next.scriban' }}", "`include` is not a template function" },
        { "doubling includes", string.Concat(Enumerable.Repeat("{{ include 'must-be-fixed.scriban' }}", 2)),
            "`include` is not a template function" },
        { "an indexer", "{{ items[0] }}", "`[` cannot be used" },
        { "an object", "{{ {a: 1} }}", "`{` cannot be used" },
        { "a wrapping block", "{{ wrap code }}x{{ end }}", "`wrap`" },
        { "a with block", "{{ with items }}x{{ end }}", "`with`" },
        { "a case block", "{{ case count }}{{ when true }}x{{ end }}", "`case`" },
        { "a way out of loops", "{{ for i in items }}{{ break }}{{ end }}", "`break`" },
        { "a loop backwards", "{{ for i in items reversed }}{{ end }}", "`for` cannot be used like this" },
        { "templates nested 20,000 deep", Nested("if count", 20_000), "it has more than 32768 characters" },
        { "ifs nested 450 deep", Nested("if a", 450), "depth limit `50`" },
        { "ifs nested in one tag", "{{" + string.Concat(Enumerable.Repeat("if a;", 1_600)) + "}}", "depth limit `50`" },
        { "loops nested in one tag", "{{" + string.Concat(Enumerable.Repeat("for a in a;", 900)) + "}}",
            "depth limit `50`" },
        { "functions nested in one tag", "{{" + string.Concat(Enumerable.Repeat("do;", 2_400)) + "}}",
            "depth limit `50`" },
        { "chained elses",
            "{{ if count }}" + string.Concat(Enumerable.Repeat("{{ else if count }}", 900)) + "{{ end }}",
            "depth limit `50`" },
        { "parentheses", $"{{{{ {new string('(', 15_000)}count{new string(')', 15_000)} }}}}", "`(` cannot be used" },
        { "brackets", $"{{{{ {new string('[', 30_000)} }}}}", "`[` cannot be used" },
        { "negations", $"{{{{ if {new string('!', 4_000)}count }}}}{{{{ end }}}}", "depth limit `50`" },
        { "a name with many dots", "{{ a" + string.Concat(Enumerable.Repeat(".a", 15_000)) + " }}",
            "a name has more than 8 dots" },
        { "a call with many values", "{{ code" + string.Concat(Enumerable.Repeat(" a", 4_000)) + " }}",
            "`code` takes one value" },
        { "mistakes without end", "{{" + string.Concat(Enumerable.Repeat("for;", 2_400)) + "}}", "line 1: " },
        { "words without end", "{{" + string.Concat(Enumerable.Repeat("a;", 15_000)) + "}}",
            "it has more than 5000 tokens" },
        { "a huge number", $"{{{{ {new string('9', 30_000)} }}}}", "`99999999999999999999` cannot be used" },
        { "a huge text", new string('x', 10_000_000), "it has more than 32768 characters" },
        { "many tags", string.Concat(Enumerable.Repeat("{{count}}", 3_000)), "it has more than 1000 tags" },
        { "raw blocks", "{%{ {{ while }} }%}", "cannot be used" },
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public void An_expensive_template_is_rejected_with_its_reason(
        string name, string template, string reason)
    {
        Written(template); // Excludes one-time initialization from the measurement.
        var (_, without) = Written(null);

        var (text, cost) = Written(template);

        text.Should()
            .Contain("must-be-fixed.scriban is broken, so the built-in one is used: ", because: name).And.Contain(
                "#### ❌ Must be fixed");
        Plain(text).Should().Contain(reason);
        (cost.Bytes - without.Bytes).Should().BeLessThan(MaxBytes, name);
        cost.Time.Should().BeLessThan(MaxTime, name);
    }

    [Theory]
    [InlineData(
        "{{ for item in items }}{{ for address in item.addresses }}{{ for.index }} {{ code address }}{{ if " +
        "item.rule }}!{{ end }}{{ if !for.last }}, {{ end }}{{ end }}{{ if item.approvers }}never{{ end }};{{ else " +
        "}}none{{ end }}")]
    [InlineData(
        "{{ if items }}{{ for item in items }}{{ item.rule }}{{ end }}{{ else if count }}x{{ else }}none{{ end }}")]
    [InlineData("{{ # what it is # }}{{ \"a text\" }}{{ for item in items; item.rule; end }}")]
    public void A_typical_template_is_rendered(string template) =>
        Written(template).Text.Should()
        .NotContain("is broken").And.NotContain("never").And.MatchRegex("aws_s3_bucket.logs|rule-0rule-1rule-2");

    [Fact]
    public void Forty_nested_blocks_are_rendered_quickly() =>
    Written(Nested("if count", 40)).Text.Should().NotContain("must-be-fixed.scriban is");

    private static string Loops(int depth, string body) =>
        string.Concat(Enumerable.Range(0, depth).Select(i => $"{{{{ for i{i} in items }}}}")) + body +
        string.Concat(Enumerable.Repeat("{{ end }}", depth));

    private static string Nested(string block, int depth) =>
        string.Concat(Enumerable.Repeat($"{{{{ {block} }}}}", depth)) + "x" +
        string.Concat(Enumerable.Repeat("{{ end }}", depth));

    /// <summary>The note without its Markdown escapes.</summary>
    private static string Plain(string text) => text.Replace("\\", "", StringComparison.Ordinal);

    private static (string Text, Cost Cost) Written(string? template)
    {
        var text = "";
        var templates = template is null ? [] : new Dictionary<string, string> { ["must-be-fixed.scriban"] = template };
        var cost = Bounded.Run(
            () => text = ReviewMarkdown.Write(Many, new(MarkdownBudget.Comment) { UserTemplates = templates }));
        cost.Failure.Should().BeNull();
        return (text, cost);
    }
}
