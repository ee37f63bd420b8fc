using Markdig;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>Parses Markdown as GitHub does: tables, raw HTML, autolinks.</summary>
internal static class Rendered
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks()
        .UseEmphasisExtras().Build();

    public static string Html(string markdown) => Markdown.ToHtml(markdown, Pipeline);

    public static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>
    /// The text that a person sees or copies: without tags and zero-width spaces, and with entities decoded.
    /// </summary>
    public static string Text(string html) =>
        System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(html, "<[^>]*>", ""))
        .Replace("\u200B", "", StringComparison.Ordinal);
}
