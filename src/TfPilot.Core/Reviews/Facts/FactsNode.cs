using System.Text;
using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>An object of the facts with its path, so that missing or invalid parts can be named.</summary>
internal readonly record struct FactsNode(JsonElement Element, string Path)
{
    public string Text(string name) => Required(name, JsonValueKind.String).AsText();

    public string? TextOrNull(string name) => Optional(name) is { } node ? node.AsText() : null;

    /// <summary>A file path relative to the repository root.</summary>
    public RepositoryPath File(string name) =>
        RepositoryPath.FindError(Text(name)) is { } mistake ? throw PathError(name, mistake)
        : RepositoryPath.Parse(Text(name));

    /// <summary>A file path relative to some folder of the repository.</summary>
    public string RelativeFile(string name) =>
        RepositoryPath.FindRelativeError(Text(name)) is { } mistake ? throw PathError(name, mistake) : Text(name);

    /// <summary>
    /// A folder path relative to some folder of the repository; that folder itself is empty or <c>.</c>.
    /// </summary>
    public string Folder(string name) => Text(name) is "" or "." ? Text(name) : RelativeFile(name);

    public bool Flag(string name) => Required(name, JsonValueKind.True, JsonValueKind.False).Element.GetBoolean();

    public bool? FlagOrNull(string name) => Optional(name)?.Element.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw FormatError(name, "true or false"),
    };

    public int Number(string name) => Required(name, JsonValueKind.Number).AsNumber();

    public int AsNumber() =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var number) ? number
        : throw new FactsFormatException(Path, "a whole number");

    public decimal Amount(string name) => AmountOrNull(name) ?? throw FormatError(name, "a number");

    public decimal? AmountOrNull(string name) => Optional(name) is not { } node ? null
        : node.Element.ValueKind == JsonValueKind.Number && node.Element.TryGetDecimal(out var amount) ? amount
        : throw FormatError(name, "a number");

    /// <summary>A redacted value; null when it is missing.</summary>
    public RedactedJson Value(string name) => Optional(name)?.AsValue() ?? RedactedJson.Null;

    public RedactedJson AsValue()
    {
        var value = RedactedJson.FromCanonical(Encoding.UTF8.GetBytes(Element.GetRawText()));
        // Only escapes can encode invalid Unicode; fail here instead of at a later read.
        if (value.Mentions("\\u"u8)) value.Value();
        return value;
    }

    public FactsNode Object(string name) => Required(name, JsonValueKind.Object);

    public FactsNode? Optional(string name) =>
        Element.TryGetProperty(name, out var member) ? new FactsNode(member, $"{Path}.{name}") : null;

    public IReadOnlyList<T> Items<T>(string name, Func<FactsNode, T> read) =>
        Required(name, JsonValueKind.Array).AsItems(read);

    public IReadOnlyList<T> ItemsOrNone<T>(string name, Func<FactsNode, T> read) =>
        Optional(name) is { } node ? node.AsItems(read) : [];

    public Dictionary<string, T> Members<T>(string name, Func<FactsNode, T> read)
    {
        var node = Required(name, JsonValueKind.Object);
        var members = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var member in node.Element.EnumerateObject())
        {
            WorkBudget.Spend();
            if (member.Name.Contains('\0', StringComparison.Ordinal))
                throw FormatError(name, "an object without NUL characters in its keys");
            members[member.Name] = read(new(member.Value, $"{node.Path}.{VisibleText.Of(member.Name)}"));
        }

        return members;
    }

    /// <summary>Databases reject text with NUL characters, so it is not accepted.</summary>
    public string AsText() =>
        Element.ValueKind == JsonValueKind.String && Element.GetString() is { } text
        && !text.Contains('\0', StringComparison.Ordinal)
        ? text
        : throw new FactsFormatException(Path, "text without NUL characters");

    public IReadOnlyList<string> AsTexts() => AsItems(item => item.AsText());

    private List<T> AsItems<T>(Func<FactsNode, T> read)
    {
        if (Element.ValueKind != JsonValueKind.Array) throw new FactsFormatException(Path, "a list");
        var items = new List<T>(Element.GetArrayLength());
        foreach (var item in Element.EnumerateArray())
        {
            WorkBudget.Spend();
            items.Add(read(new(item, $"{Path}[{items.Count}]")));
        }

        return items;
    }

    private FactsNode Required(string name, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (Element.ValueKind != JsonValueKind.Object || Optional(name) is not { } node
            || !kinds.Contains(node.Element.ValueKind))
        {
            throw FormatError(name, kinds[0] switch
            {
                JsonValueKind.String => "text",
                JsonValueKind.Number => "a number",
                JsonValueKind.Array => "a list",
                JsonValueKind.Object => "an object",
                _ => "true or false",
            });
        }

        return node;
    }

    private FactsFormatException PathError(string name, string mistake) =>
        FormatError(name, $"a path inside the repository ({mistake})");

    private FactsFormatException FormatError(string name, string wanted) => new($"{Path}.{name}", wanted);
}

/// <summary>A part of the facts that is missing or has the wrong type.</summary>
internal sealed class FactsFormatException(string path, string wanted) : Exception($"{path} should be {wanted}");
