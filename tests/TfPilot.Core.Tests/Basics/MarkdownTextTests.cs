using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Basics;
using TfPilot.Core.Tests.Reviews;

namespace TfPilot.Core.Tests.Basics;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("plain words, 12 of them.")]
    [InlineData("aws_db_instance.orders")]
    [InlineData("# heading")]
    [InlineData("- item")]
    [InlineData("1. item")]
    [InlineData("+ item")]
    [InlineData("> quote")]
    [InlineData("*bold* _soft_ ~gone~ `code` $x$")]
    [InlineData("[text](https://evil.example)")]
    [InlineData("![image](https://evil.example/x.png)")]
    [InlineData("https://evil.example www.evil.example a@evil.example")]
    [InlineData("</details> <!-- tfpilot --> &amp; <b>")]
    [InlineData("a | b \\| c \\")]
    public void Escaped_text_is_rendered_literally_without_markup(string text)
    {
        var html = Rendered.Html($"- {MarkdownText.Escape(text)}").Trim();

        html.Should().StartWith("<ul>\n<li>").And.EndWith("</li>\n</ul>");
        html["<ul>\n<li>".Length..^"</li>\n</ul>".Length].Should().NotContain("<");
        Rendered.Text(html).Trim().Should().Be(text);
    }

    [Theory]
    [InlineData("ask @org/team", "@org")]
    [InlineData("see #123", "#123")]
    [InlineData("see GH-123", "GH-123")]
    public void Escaped_text_creates_no_mentions_or_references(string text, string reference)
    {
        var shown = System.Net.WebUtility.HtmlDecode(Rendered.Html(MarkdownText.Escape(text)));

        shown.Should().NotContain(reference);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("aws_x.y[\"a b\"]")]
    [InlineData("tick ` and ``` ticks")]
    [InlineData("`")]
    [InlineData("a|b")]
    [InlineData("a\\|b")]
    [InlineData("trailing\\")]
    [InlineData(" spaced ")]
    [InlineData("@org/team #123 https://x.test")]
    [InlineData("</code></td></details>")]
    public void A_code_span_renders_any_text_in_a_table(string text)
    {
        var html = Rendered.Html($"| a | b |\n|--|--|\n| {MarkdownText.Code(text)} | end |");

        Rendered.Count(html, "<td>").Should().Be(2);
        var encoded = System.Net.WebUtility.HtmlEncode(text).Replace("&#39;", "'", StringComparison.Ordinal);
        html.Should().Contain($"<td><code>{encoded}</code></td>");
    }

    [Fact]
    public void No_text_breaks_out_of_prose_code_or_summary() =>
    Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Hostile.Texts, text =>
    {
        var html = Rendered.Html(
            $"| a | b | c |\n|--|--|--|\n| {MarkdownText.Escape(text)} | {MarkdownText.Code(text)} | " +
                $"{MarkdownText.HtmlCode(text)} |\n");
        Rendered.Count(html, "<td").Should().Be(3);
        Rendered.Count(html, "<code>").Should().Be(2);
        html.Should()
            .NotContain("<a ").And.NotContain("<!--").And.NotContain("<img").And.NotContain("<em>").And.NotContain(
                "<strong>");
    }));

    [Fact]
    public void No_text_breaks_out_of_a_summary_or_mentions_a_user() =>
    Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Hostile.Texts, text =>
    {
        var html = Rendered.Html($"<details><summary>{MarkdownText.Html(text)}</summary>\n\nrest\n\n</details>\n");

        html.Should().MatchRegex("^<details><summary>[^<>]*</summary>\n<p>rest</p>\n</details>\n$");
        System.Net.WebUtility.HtmlDecode(html).Should().NotMatchRegex(@"@(org|me)|#\d|GH-\d");
    }));

    [Theory]
    [InlineData(
        "https://wiki.acme.example/tags?a=1&b=2#owner", "[docs](https://wiki.acme.example/tags?a=1&amp;b=2#owner)")]
    [InlineData("http://wiki.acme.example/a b)|`<x>", "[docs](http://wiki.acme.example/a%20b%29%7C%60%3Cx%3E)")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("//wiki.acme.example", null)] // a path, or a file
    [InlineData("file:///etc/passwd", null)]
    [InlineData("see the wiki", null)]
    [InlineData("", null)]
    public void Only_a_web_URL_becomes_a_link(string address, string? link) =>
    MarkdownText.Link("docs", address).Should().Be(link);

    [Fact]
    public void No_URL_breaks_out_of_its_link() =>
    Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Hostile.Texts, text =>
    {
        var html = Rendered.Html($"a {MarkdownText.Link("docs", "https://x.test/" + text) ?? "none"} b");

        html.Should().MatchRegex("^<p>a (none|<a href=\"https://[^\"<> ]*\">docs</a>) b</p>\n$");
    }));

    [Fact]
    public void A_code_fence_fits_any_text() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Hostile.Texts, text =>
    {
        var inside = MarkdownText.Fenced(["+ first", "+ " + text, "  " + text]);
        var fence = MarkdownText.Fence(inside);

        var html = Rendered.Html($"{fence}diff\n{inside}\n{fence}\n\nafter");

        html.Should()
            .StartWith("<pre><code class=\"language-diff\">+ first\n").And.EndWith("</code></pre>\n<p>after</p>\n");
        inside.Should()
            .NotContain("<!--").And.NotContainEquivalentOf("</details").And.NotContainEquivalentOf("<details");
    }));
}
