using System.Text;
using TfPilot.Core.Basics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TfPilot.Core.Settings;

/// <summary>
/// Reads YAML into a plain tree: one document without tags. Settings must not use anchors and aliases, so that the file
/// shows everything; in workflows they are expanded, as GitHub does. Invalid values are reported and become <see
/// cref="Node.Refused"/>.
/// </summary>
internal sealed class YamlReader
{
    private const int MaxBytes = 1024 * 1024;
    private const int MaxDepth = 32;
    private const int MaxDisplayedKey = 80;

    private readonly Parser parser;
    private readonly Problems problems;
    private readonly YamlAnchors? anchors;

    private YamlReader(string text, Problems problems, YamlAnchors? anchors) =>
        (parser, this.problems, this.anchors) = (new Parser(new StringReader(text)), problems, anchors);

    /// <summary>Null when nothing is usable.</summary>
    public static Node? Read(string text, Problems problems) => Read(text, problems, anchors: null);

    /// <summary>Reads a workflow. Aliases are expanded; merge keys are rejected, as on GitHub.</summary>
    public static Node? ReadWorkflow(string text, Problems problems) => Read(text, problems, new YamlAnchors());

    private static Node? Read(string text, Problems problems, YamlAnchors? anchors)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            problems.Add(new SourcePosition(1, 1), "the file is larger than the limit of 1 MiB");
            return null;
        }

        var reader = new YamlReader(text, problems, anchors);
        try
        {
            return reader.ReadDocument();
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException)
        {
            // The parser's own message for some invalid characters.
            problems.Add(PositionOf(reader.parser.Current?.End ?? Mark.Empty),
                "invalid YAML after this position. Check the quotes, colons and indentation");
            return null;
        }
        catch (YamlException e)
        {
            var (place, advice) = YamlAdvice.Of(e.Message, text, PositionOf(e.Start));
            problems.Add(place, $"invalid YAML: {advice}");
            return null;
        }
    }

    private Node? ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _)) return null;
        var root = ReadNode("", 0);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var next))
            problems.Add(PositionOf(next.Start),
                "a second document starts here; a file must have only one: remove the --- line");
        return root;
    }

    private Node ReadNode(string path, int depth)
    {
        WorkBudget.Spend();
        var start = PositionOf(parser.Current!.Start);
        if (anchors is not null && parser.TryConsume<AnchorAlias>(out var alias))
            return anchors.Find(alias, depth) ?? Unnamed(alias, start, path);
        if (IsDecorated(start, path)) return Skip(start, path);
        var anchor = parser.Current is NodeEvent { Anchor.IsEmpty: false } named ? named.Anchor.Value : null;
        anchors?.Start(parser.Current!);
        var node = ReadPlain(start, path, depth);
        if (anchor is not null) anchors?.Add(anchor, node);
        return node;
    }

    private Node ReadPlain(SourcePosition start, string path, int depth)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
            return HasNul(scalar, start, path) ? new Node.Refused(start, path) : ScalarOf(scalar, start, path);
        // Continuing would take quadratic time in the depth.
        if (depth >= MaxDepth)
            throw new YamlException(
                parser.Current!.Start, parser.Current.End, $"Values are nested more than {MaxDepth} levels deep");
        return parser.TryConsume<SequenceStart>(out _) ? ReadList(start, path, depth) : ReadMap(start, path, depth);
    }

    private Node.List ReadList(SourcePosition start, string path, int depth)
    {
        var items = new List<Node>();
        for (var i = 0; !parser.TryConsume<SequenceEnd>(out _); i++)
        {
            items.Add(ReadNode($"{path}[{i}]", depth + 1));
        }

        return new(start, path, items);
    }

    private Node.Map ReadMap(SourcePosition start, string path, int depth)
    {
        parser.Consume<MappingStart>();
        var pairs = new List<Pair>();
        var first = new Dictionary<string, SourcePosition>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var place = PositionOf(parser.Current!.Start);
            if (ReadNode(path, depth + 1) is not Node.Scalar key || IsMerge(key))
            {
                var which = path.Length == 0 ? "a key of the file" : $"a key of {path}";
                var merging = anchors is null ? "" : ", or a merge key (<<), which GitHub does not support";
                problems.Add(place, $"{which} is not a plain word{merging}");
                parser.SkipThisAndNestedEvents();
                continue;
            }

            // A long key would be repeated in the path of every child.
            var name = TextColumns.Truncate(key.Text, MaxDisplayedKey);
            var inner = path.Length == 0 ? name : $"{path}.{name}";
            var value = ReadNode(inner, depth + 1);
            if (!first.TryAdd(key.Text, place))
                problems.Add(place, $"{inner} is duplicated, first in line {first[key.Text].Line}; keep one");
            else pairs.Add(new(key.Text, place, value));
        }

        return new(start, path, pairs);
    }

    private bool IsMerge(Node.Scalar key) => anchors is not null && key is { Text: "<<" };

    private Node.Refused Unnamed(AnchorAlias alias, SourcePosition start, string path)
    {
        problems.Add(start, $"*{VisibleText.Of(alias.Value.Value)} refers to an undefined anchor");
        return new(start, path);
    }

    private Node.Refused Skip(SourcePosition start, string path)
    {
        parser.SkipThisAndNestedEvents();
        return new(start, path);
    }

    private bool IsDecorated(SourcePosition start, string path)
    {
        var where = path.Length == 0 ? "" : $" at {path}";
        if (anchors is null && parser.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
        {
            problems.Add(start,
                $"anchors and aliases (& and *){where} are not supported: write the value out, or quote a text that " +
                    "starts with such a character");
        }
        else if (parser.Current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
        {
            problems.Add(
                start, $"a YAML tag{where} is not supported: quote a text that starts with !, such as \"!=443\"");
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>Databases reject texts with NUL.</summary>
    private bool HasNul(Scalar scalar, SourcePosition start, string path)
    {
        if (!scalar.Value.Contains('\0', StringComparison.Ordinal)) return false;
        problems.Add(start, $"{(path.Length == 0 ? "the file" : path)} contains a NUL character; remove the \\0");
        return true;
    }

    private static Node.Scalar ScalarOf(Scalar scalar, SourcePosition start, string path)
    {
        var kind = scalar.Style == ScalarStyle.Plain ? ScalarKinds.Of(scalar.Value) : ScalarKind.Text;
        return new(start, path, kind, kind == ScalarKind.Flag ? scalar.Value.ToLowerInvariant() : scalar.Value);
    }

    private static SourcePosition PositionOf(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
