using System.Reflection;
using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Templates;

namespace TfPilot.Core.Reviews;

/// <summary>
/// The built-in templates, replaced by the user's. A broken user template falls back to the built-in one, with a note.
/// </summary>
internal sealed class MarkdownTemplates
{
    private const string Extension = ".scriban";
    private const string FormerExtension = ".hbs";
    private const string Translation = "docs/guides/templates.md#from-handlebars";

    /// <summary>The templates that nearly every review needs.</summary>
    private static readonly string[] Usual =
        ["headline.scriban", "next.scriban", "resource.scriban", "project.scriban", "review.scriban"];

    /// <summary>
    /// Parsed on first use, because parsing costs more than rendering and no review needs all templates.
    /// </summary>
    private static readonly Dictionary<string, Lazy<TextTemplate>> BuiltIn = FindBuiltIn();
    private readonly Dictionary<string, TextTemplate> own = [];
    private readonly Lazy<TemplateRun> ownRun = new(() => new(MarkdownText.Escape, new()));
    private readonly Lazy<TemplateRun> run = new(() => new(MarkdownText.Escape));
    private readonly List<string> notes = [];

    public MarkdownTemplates(IReadOnlyDictionary<string, string> userTemplates)
    {
        foreach (var (name, text) in userTemplates.OrderBy(template => template.Key, StringComparer.Ordinal))
        {
            if (BuiltIn.ContainsKey(name)) Try(name, () => own[name] = TextTemplate.Parse(text));
            else if (name.EndsWith(FormerExtension, StringComparison.Ordinal)) notes.Add(Former(name));
            else notes.Add($"unknown template {name}; the templates are {string.Join(", ", Names)}");
        }
    }

    /// <summary>The built-in templates only, with the reason.</summary>
    public MarkdownTemplates(string note) => notes.Add(note);

    public static IReadOnlyList<string> Names => [.. BuiltIn.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The problems of the user's templates so far.</summary>
    public IReadOnlyList<string> Notes => notes;

    public static void Prepare()
    {
        foreach (var name in Usual) _ = BuiltIn[name].Value;
    }

    public string Render(string name, Dictionary<string, object?> model)
    {
        WorkBudget.Spend();
        string? rendered = null;
        if (own.TryGetValue(name, out var template)) Try(name, () => rendered = ownRun.Value.Render(template, model));
        return (rendered ?? run.Value.Render(BuiltIn[name].Value, model)).Trim('\n', '\r');
    }

    private void Try(string name, Action use)
    {
        try
        {
            use();
        }
        catch (Exception broken) when (broken is not (WorkBudgetException or OperationCanceledException))
        {
            // An untrusted template can make the engine throw other exceptions, whose messages may contain values of
            // the plan.
            var cause = broken is TemplateError ? broken.Message : "it cannot be read";
            own.Remove(name);
            notes.Add($"the template {name} is broken, so the built-in one is used: {cause}");
        }
    }

    private static string Former(string name) =>
        $"{name} is no longer read, because templates end in {Extension} and are written in Scriban; {Translation} " +
        "shows the translation";

    private static Dictionary<string, Lazy<TextTemplate>> FindBuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
            .ToDictionary(name => name, name => new Lazy<TextTemplate>(() => TextTemplate.Parse(Text(assembly, name))));
    }

    private static string Text(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
