using Scriban;
using Scriban.Syntax;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Templates;

/// <summary>The functions of templates: each takes one value and writes it for the place where it stands.</summary>
internal static class TemplateFunctions
{
    private static readonly Dictionary<string, Func<string, string>> All = new()
    {
        ["code"] = MarkdownText.Code,
        ["html"] = MarkdownText.Html,
        ["htmlCode"] = MarkdownText.HtmlCode,
        ["raw"] = text => text,
    };

    public static string Names { get; } = string.Join(", ", All.Keys.Order(StringComparer.Ordinal));

    public static Func<string, string>? Of(string name) => All.GetValueOrDefault(name);
}

/// <summary>What is written as it is.</summary>
internal sealed record WrittenText(string Text);

/// <summary>
/// A call of one of our functions. It takes the place of the engine's own call, so that no function is a value that a
/// template could name.
/// </summary>
internal sealed class FunctionOutput(Func<string, string> function, ScriptExpression value) : ScriptExpression
{
    public override object Evaluate(TemplateContext context) =>
        new WrittenText(function(((TemplateRun)context).Text(context.Evaluate(value))));

    public override void PrintTo(ScriptPrinter printer) => value.PrintTo(printer);
}
