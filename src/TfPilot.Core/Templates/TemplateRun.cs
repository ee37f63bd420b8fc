using System.Globalization;
using System.Runtime.ExceptionServices;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;
using TfPilot.Core.Basics;
using Model = System.Collections.Generic.Dictionary<string, object?>;

namespace TfPilot.Core.Templates;

/// <summary>
/// Renders templates one after another. Values are escaped unless a function writes them, and unknown names are errors.
/// Limits, if any, apply to each rendering and to all of them together.
/// </summary>
internal sealed class TemplateRun : TemplateContext
{
    private const string NotOneValue =
        "a list or an object cannot be written; loop over it with `for`, or name one of its values";

    private readonly Func<string, string> escape;
    private readonly TemplateLimits? limits;
    private Model model = [];
    private int line;

    /// <param name="limits">Null for built-in templates, which need no limits.</param>
    public TemplateRun(Func<string, string> escape, TemplateLimits? limits = null)
        : base(new ScriptObject { IsReadOnly = true })
    {
        (this.escape, this.limits) = (escape, limits);
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        EnableRelaxedIndexerAccess = false;
        AutoIndent = false;
        LoopLimit = limits is null ? 0 : TemplateLimits.MaxSteps;
        RecursiveLimit = TemplateLimits.MaxRecursion;
        LimitToString = 0; // 0 turns truncation off; TemplateLimits rejects long output instead.
        TryGetVariable = Unknown;
        TryGetMember = Unknown;
    }

    private StringBuilderOutput Written => (StringBuilderOutput)Output;

    public string Render(TextTemplate template, Model given)
    {
        (model, CancellationToken) = (given, WorkBudget.Cancellation);
        limits?.Start();
        PushGlobal(new TemplateModel(given));
        try
        {
            return template.Parsed.Render(this);
        }
        catch (ScriptRuntimeException broken)
        {
            if (broken is ScriptAbortException) CancellationToken.ThrowIfCancellationRequested();
            if (broken.InnerException is TemplateError or WorkBudgetException or OperationCanceledException)
                ExceptionDispatchInfo.Throw(broken.InnerException);
            var what = broken.InnerException is null ? broken.OriginalMessage : "it cannot be rendered";
            throw TemplateError.At(broken.Span.Start.Line, what);
        }
        finally
        {
            Written.Builder.Length = 0;
            PopGlobal();
        }
    }

    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        if (scriptNode is ScriptExpressionStatement) line = scriptNode.Span.Start.Line;
        limits?.Step(Written.Builder.Length);
        return base.Evaluate(scriptNode, aliasReturnedFunction);
    }

    public override TemplateContext Write(SourceSpan span, object? textAsObject) => textAsObject switch
    {
        null => this,
        WrittenText written => Write(written.Text),
        _ => Write(escape(Text(textAsObject))),
    };

    /// <summary>A value is true in a condition unless it is null, false, 0, or an empty text or list.</summary>
    public override bool ToBool(SourceSpan span, object? value) => value switch
    {
        null or false or "" or 0 or List<object?> { Count: 0 } => false,
        _ => true,
    };

    public string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool applies => applies ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw TemplateError.At(line, NotOneValue),
    };

    protected override IObjectAccessor? GetMemberAccessorImpl(object target) => target switch
    {
        Model => TemplateMembers.Instance,
        IScriptObject => base.GetMemberAccessorImpl(target),
        _ => null,
    };

    private bool Unknown(TemplateContext context, SourceSpan span, ScriptVariable variable, out object? value) =>
        throw Unknown(span, variable.Name, [.. model.Keys]);

    private static bool Unknown(
        TemplateContext context, SourceSpan span, object target, string member, out object? value) =>
        throw Unknown(span, member, target is Model inner ? [.. inner.Keys] : []);

    private static TemplateError Unknown(SourceSpan span, string name, string[] names)
    {
        var known = names.Length == 0
            ? "its parent is a plain value without members"
            : $"the known names are {string.Join(", ", names.Order(StringComparer.Ordinal))}";
        return TemplateError.At(span.Start.Line, $"`{name}` does not exist here; {known}");
    }
}
