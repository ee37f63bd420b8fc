using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Model = System.Collections.Generic.Dictionary<string, object?>;

namespace TfPilot.Core.Templates;

/// <summary>
/// Adapts a model to the engine as a read-only object: names with texts, numbers, lists and nested models.
/// </summary>
internal sealed class TemplateModel(Model model) : IScriptObject
{
    public int Count => model.Count;

    public bool IsReadOnly
    {
        get => true;
        set { }
    }

    public IEnumerable<string> GetMembers() => model.Keys;

    public bool Contains(string member) => model.ContainsKey(member);

    public bool TryGetValue(TemplateContext? context, SourceSpan span, string member, out object? value) =>
        model.TryGetValue(member, out value);

    public bool CanWrite(string member) => false;

    public bool TrySetValue(TemplateContext? context, SourceSpan span, string member, object? value, bool readOnly) =>
        false;

    public bool Remove(string member) => false;

    public void SetReadOnly(string member, bool readOnly)
    {
    }

    public IScriptObject Clone(bool deep) => this;
}

/// <summary>
/// Reads members of a nested model from its dictionary keys, so that templates have no access to .NET types.
/// </summary>
internal sealed class TemplateMembers : IObjectAccessor
{
    public static readonly TemplateMembers Instance = new();

    public bool HasIndexer => false;

    public Type? IndexType => null;

    public int GetMemberCount(TemplateContext context, SourceSpan span, object target) => ((Model)target).Count;

    public IEnumerable<string> GetMembers(TemplateContext context, SourceSpan span, object target) =>
        ((Model)target).Keys;

    public bool HasMember(TemplateContext context, SourceSpan span, object target, string member) =>
        ((Model)target).ContainsKey(member);

    public bool TryGetValue(
        TemplateContext context, SourceSpan span, object target, string member, out object? value) =>
        ((Model)target).TryGetValue(member, out value);

    public bool TrySetValue(TemplateContext context, SourceSpan span, object target, string member, object? value) =>
        false;

    public bool TryGetItem(TemplateContext context, SourceSpan span, object target, object index, out object? value)
    {
        value = null;
        return false;
    }

    public bool TrySetItem(TemplateContext context, SourceSpan span, object target, object index, object? value) =>
        false;
}
