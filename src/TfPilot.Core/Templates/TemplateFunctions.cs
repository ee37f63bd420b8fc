using Scriban;
using Scriban.Syntax;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Templates;

/// <summary>
/// The functions that templates may call. Each takes one value and escapes it for a certain context, such as a code
/// span or HTML.
/// </summary>
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

/// <summary>Text that is written without further escaping.</summary>
internal sealed record WrittenText(string Text);

/// <summary>
/// A call of one of our functions. It replaces the engine's own function call, so that functions are not values that a
/// template can refer to.
/// </summary>
internal sealed class FunctionOutput(Func<string, string> function, ScriptExpression value) : ScriptExpression
{
    public override object Evaluate(TemplateContext context) =>
        new WrittenText(function(((TemplateRun)context).Text(context.Evaluate(value))));

    public override void PrintTo(ScriptPrinter printer) => value.PrintTo(printer);
}
