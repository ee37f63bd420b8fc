using Scriban;
using Scriban.Parsing;

namespace TfPilot.Core.Templates;

/// <summary>A template whose syntax was checked. It keeps no state, so threads may share it.</summary>
internal sealed class TextTemplate
{
    private const int MaxDepth = 50;

    private static readonly ParserOptions Options = new() { ExpressionDepthLimit = MaxDepth };

    private TextTemplate(Template parsed) => Parsed = parsed;

    public Template Parsed { get; }

    /// <summary>Parses a template, or throws a <see cref="TemplateError"/> that says why it is invalid.</summary>
    public static TextTemplate Parse(string text)
    {
        TemplateTokens.Check(text);
        var parsed = Template.Parse(text, parserOptions: Options);
        if (parsed.HasErrors)
        {
            var error = parsed.Messages[0];
            throw TemplateError.At(error.Span.Start.Line, error.Message.Split('\n')[0].Trim());
        }

        new TemplateSyntax(text).Check(parsed.Page!);
        return new(parsed);
    }
}
