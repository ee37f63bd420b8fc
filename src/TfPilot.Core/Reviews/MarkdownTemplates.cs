using System.Reflection;
using System.Text;
using HandlebarsDotNet;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Reviews;

/// <summary>The built-in templates with the user's in their places. One that breaks is replaced by the built-in one, with a note that says so.</summary>
internal sealed class MarkdownTemplates
{
    private const string Extension = ".hbs";

    /// <summary>What nearly every review needs.</summary>
    private static readonly string[] Usual = ["headline.hbs", "next.hbs", "resource.hbs", "project.hbs", "review.hbs"];

    /// <summary>The engine keeps the type to itself.</summary>
    private const string UnknownName = "HandlebarsUndefinedBindingException";
    private static readonly IHandlebars Engine = CreateEngine();

    /// <summary>Each is compiled when it is first used, because that costs more than using it and no review needs all.</summary>
    private static readonly Dictionary<string, Lazy<HandlebarsTemplate<object, object>>> BuiltIn = FindBuiltIn();
    private readonly Dictionary<string, HandlebarsTemplate<TextWriter, object, object>> own = [];
    private readonly TemplateLimits limits = new();
    private readonly List<string> notes = [];

    public MarkdownTemplates(IReadOnlyDictionary<string, string> userTemplates)
    {
        foreach (var (name, text) in userTemplates.OrderBy(template => template.Key, StringComparer.Ordinal))
        {
            if (!BuiltIn.ContainsKey(name)) notes.Add($"no template is called {name}; there are {string.Join(", ", Names)}");
            else if (TemplateLimits.Mistake(text) is { } mistake) notes.Add(Broken(name, mistake));
            else Try(name, () => own[name] = Engine.Compile(new StringReader(text)));
        }
    }

    /// <summary>The built-in ones alone, and why.</summary>
    public MarkdownTemplates(string note) => notes.Add(note);

    public static IReadOnlyList<string> Names => [.. BuiltIn.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What was wrong with the user's templates so far.</summary>
    public IReadOnlyList<string> Notes => notes;

    public static void Prepare()
    {
        foreach (var name in Usual) _ = BuiltIn[name].Value;
    }

    public string Render(string name, Dictionary<string, object?> model)
    {
        WorkBudget.Spend();
        string? rendered = null;
        if (own.TryGetValue(name, out var template)) Try(name, () => rendered = Render(template, model));
        return (rendered ?? BuiltIn[name].Value(model)).Trim('\n', '\r');
    }

    private string Render(HandlebarsTemplate<TextWriter, object, object> template, Dictionary<string, object?> model)
    {
        using var writer = limits.NewWriter();
        template(writer, limits.Counted(model), null!);
        return writer.ToString();
    }

    private void Try(string name, Action use)
    {
        try
        {
            use();
        }
        catch (Exception broken) when (broken is not WorkBudgetException)
        {
            // What a broken template makes the engine throw is not limited to the engine's own exceptions.
            own.Remove(name);
            notes.Add(Broken(name, Cause(broken)));
        }
    }

    private static string Broken(string name, string cause) => $"the template {name} is broken, so the built-in one is used: {cause}";

    /// <summary>What a renderer says may hold values of the plan; a compiler only knows the template, and an unknown name is the template's.</summary>
    private static string Cause(Exception broken) => broken switch
    {
        HandlebarsCompilerException or HandlebarsParserException => broken.Message.Split('\n')[0].Trim(),
        TemplateLimitException => broken.Message,
        _ when broken.GetType().Name == UnknownName => $"{broken.Message} here",
        _ => "it cannot be rendered",
    };

    private static IHandlebars CreateEngine()
    {
        var engine = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = new MarkdownEncoder(), ThrowOnUnresolvedBindingExpression = true });
        engine.RegisterHelper("code", (output, _, arguments) => output.WriteSafeString(MarkdownText.Code(Argument(arguments))));
        engine.RegisterHelper("htmlCode", (output, _, arguments) => output.WriteSafeString(MarkdownText.HtmlCode(Argument(arguments))));
        engine.RegisterHelper("html", (output, _, arguments) => output.WriteSafeString(MarkdownText.Html(Argument(arguments))));
        return engine;
    }

    private static string Argument(Arguments arguments) => arguments.Length == 0 ? "" : arguments[0]?.ToString() ?? "";

    private static Dictionary<string, Lazy<HandlebarsTemplate<object, object>>> FindBuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
            .ToDictionary(name => name, name => new Lazy<HandlebarsTemplate<object, object>>(() => Engine.Compile(Text(assembly, name))));
    }

    private static string Text(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private sealed class MarkdownEncoder : ITextEncoder
    {
        public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

        public void Encode(string? text, TextWriter target) => target.Write(MarkdownText.Escape(text ?? ""));

        public void Encode<T>(T? text, TextWriter target)
            where T : IEnumerator<char>
        {
            var all = new StringBuilder();
            while (text?.MoveNext() == true) all.Append(text.Current);
            Encode(all, target);
        }
    }
}
