using Markdig;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>Markdown as GitHub would read it: tables, raw HTML, links without brackets.</summary>
internal static class Rendered
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks()
        .UseEmphasisExtras().Build();

    public static string Html(string markdown) => Markdown.ToHtml(markdown, Pipeline);

    public static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>What a person sees or copies: tags away, entities read, zero-width spaces dropped.</summary>
    public static string Text(string html) =>
        System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(html, "<[^>]*>", ""))
        .Replace("\u200B", "", StringComparison.Ordinal);
}
