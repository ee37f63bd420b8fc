using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Reads a YAML text in a plan as a tree, to compare it. Anchors, tags and anything unusual are not read: such texts
/// are compared line by line.
/// </summary>
internal sealed class YamlText
{
    private const int MaxLength = 256 * 1024;
    private const int MaxDepth = 64;

    private readonly Parser parser;

    private YamlText(string text) => parser = new Parser(new StringReader(text.TrimStart('\uFEFF')));

    /// <summary>A map or list, or a list of documents; null for anything else.</summary>
    public static PlanValue? Read(string text)
    {
        if (text.Length > MaxLength || !text.Contains('\n', StringComparison.Ordinal)) return null;
        try
        {
            return new YamlText(text).ReadStream();
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Comments are no part of the tree, and the first one may have a meaning (<c>#cloud-config</c>).
    /// </summary>
    public static IReadOnlyList<(char Sign, string Text)> Comments(string before, string after, int columns) =>
        [.. LineDiff.All(CommentsIn(before), CommentsIn(after)).Where(line => line.Sign != ' ')
            .Select(line => (line.Sign, TextColumns.Truncate(VisibleText.Of(line.Text), columns)))];

    private PlanValue? ReadStream()
    {
        var documents = new List<PlanValue>();
        parser.Consume<StreamStart>();
        while (parser.TryConsume<DocumentStart>(out _))
        {
            if (Node(0) is not { } document) return null;
            documents.Add(document);
            parser.Consume<DocumentEnd>();
        }

        return documents switch
        {
            [PlanValue.Map or PlanValue.List] => documents[0],
            { Count: > 1 } when documents.TrueForAll(document => document is not PlanValue.Text) =>
                new PlanValue.List(documents),
            _ => null,
        };
    }

    /// <summary>Null when it cannot be compared as a tree.</summary>
    private PlanValue? Node(int depth)
    {
        WorkBudget.Spend();
        if (depth > MaxDepth || parser.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false }
            or NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } }) return null;
        if (parser.TryConsume<Scalar>(out var scalar)) return ScalarOf(scalar);
        return parser.TryConsume<SequenceStart>(out _) ? List(depth) : Map(depth);
    }

    private PlanValue.List? List(int depth)
    {
        var items = new List<PlanValue>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (Node(depth + 1) is not { } item) return null;
            items.Add(item);
        }

        return new(items);
    }

    private PlanValue.Map? Map(int depth)
    {
        parser.Consume<MappingStart>();
        var entries = new SortedDictionary<byte[], KeyValuePair<string, PlanValue>>(Utf8Order.Instance);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key) || Node(depth + 1) is not { } value) return null;
            if (!entries.TryAdd(Encoding.UTF8.GetBytes(key.Value), new(key.Value, value))) return null;
        }

        return new([.. entries.Values]);
    }

    /// <summary>
    /// Plain words that YAML reads as something else than a text differ from the same word in quotes, so they keep
    /// their spelling without quotes.
    /// </summary>
    private static PlanValue ScalarOf(Scalar scalar) => scalar.Style != ScalarStyle.Plain
        ? new PlanValue.Text(scalar.Value)
        : scalar.Value.ToUpperInvariant() switch
        {
            "" or "~" or "NULL" => PlanValue.Null.Value,
            "TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N" => new PlanValue.Number(scalar.Value),
            _ when IsNumber(scalar.Value) => new PlanValue.Number(scalar.Value),
            _ => new PlanValue.Text(scalar.Value),
        };

    private static bool IsNumber(string text) => text.AsSpan().TrimStart("+-.") is [>= '0' and <= '9', ..]
        && text.All(c => char.IsAsciiHexDigit(c) || c is '+' or '-' or '.' or '_' or 'x' or 'o' or ':');

    private static string[] CommentsIn(string text) =>
        [.. text.Split('\n').Select(CommentOf).Where(comment => comment.Length > 0)];

    private static string CommentOf(string line)
    {
        if (line.TrimStart().StartsWith('#')) return line.Trim();
        var at = line.IndexOf(" #", StringComparison.Ordinal);
        return at < 0 || IsQuoted(line.AsSpan(0, at)) ? "" : line[(at + 1)..].Trim();
    }

    private static bool IsQuoted(ReadOnlySpan<char> start) => start.Count('"') % 2 == 1 || start.Count('\'') % 2 == 1;
}
