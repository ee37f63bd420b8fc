using Scriban.Syntax;

namespace TfPilot.Core.Templates;

/// <summary>
/// Checks a template against an allow-list of syntax nodes; everything else in the engine's language is rejected before
/// it runs. The engine's own limits do not prevent all excessive memory use, and a list of dangerous constructs would
/// never be complete.
/// </summary>
internal sealed class TemplateSyntax(string text)
{
    private static readonly HashSet<Type> Allowed =
    [
        typeof(ScriptPage), typeof(ScriptBlockStatement), typeof(ScriptRawStatement), typeof(ScriptEscapeStatement),
        typeof(ScriptEndStatement), typeof(ScriptNopStatement), typeof(ScriptExpressionStatement),
        typeof(ScriptIfStatement), typeof(ScriptElseStatement),
        typeof(ScriptForStatement), typeof(ScriptVariableGlobal), typeof(ScriptMemberExpression), typeof(ScriptLiteral),
        typeof(ScriptUnaryExpression), typeof(FunctionOutput), typeof(ScriptKeyword), typeof(ScriptToken),
        typeof(ScriptList<ScriptStatement>), typeof(ScriptList<ScriptNamedArgument>),
    ];

    /// <summary>The members of the loop variable <c>for</c> that templates may read.</summary>
    private static readonly HashSet<string> LoopFacts = ["first", "last", "index", "even", "odd"];

    /// <summary>Rejects forbidden nodes, and replaces function calls with calls of our functions.</summary>
    public void Check(ScriptNode node)
    {
        if (node is ScriptExpressionStatement { Expression: ScriptFunctionCall call } output)
            output.Expression = Output(call);
        if (!Allowed.Contains(node.GetType())) throw Refused(node);
        switch (node)
        {
            case ScriptUnaryExpression { Operator: not ScriptUnaryOperator.Not }:
            case ScriptLiteral { Value: not (null or bool or string) }:
            case ScriptForStatement { Variable: not ScriptVariableGlobal }:
            case ScriptForStatement { NamedArguments.Count: > 0 }:
            case ScriptMemberExpression { Target: ScriptVariableGlobal { Name: "for" }, Member: { } fact }
                when !LoopFacts.Contains(fact.Name):
                throw Refused(node);
            case ScriptVariableGlobal { Parent: not ScriptMemberExpression } variable
                when TemplateFunctions.Of(variable.Name) is not null:
                var name = variable.Name;
                throw At(node, $"`{name}` is a function and needs one value, such as {{{{ {name} name }}}}");
        }

        foreach (var child in node.Children) Check(child);
    }

    /// <summary>The first word of the source at the offset, for a message.</summary>
    public static string Excerpt(string text, int offset)
    {
        const int Max = 20;
        var rest = text.AsSpan(Math.Clamp(offset, 0, text.Length));
        var end = 0;
        while (end < Math.Min(rest.Length, Max) && (char.IsLetterOrDigit(rest[end]) || rest[end] is '.' or '_')) end++;
        return rest[..Math.Min(rest.Length, Math.Max(end, 1))].ToString();
    }

    private FunctionOutput Output(ScriptFunctionCall call)
    {
        var name = call.Target is ScriptVariableGlobal target ? target.Name : "";
        if (TemplateFunctions.Of(name) is not { } function)
        {
            var shown = Excerpt(text, call.Span.Start.Offset);
            throw At(call, $"`{shown}` is not a template function; available functions: {TemplateFunctions.Names}");
        }

        if (call.Arguments.Count != 1) throw At(call, $"`{name}` takes one value, such as {{{{ {name} name }}}}");
        Check(call.Arguments[0]);
        return new(function, call.Arguments[0]) { Span = call.Span };
    }

    private TemplateError Refused(ScriptNode node)
    {
        var shown = Excerpt(text, node.Span.Start.Offset);
        return At(node, $"`{shown}` cannot be used like this in a template; {TemplateError.Help}");
    }

    private static TemplateError At(ScriptNode node, string what) => TemplateError.At(node.Span.Start.Line, what);
}
