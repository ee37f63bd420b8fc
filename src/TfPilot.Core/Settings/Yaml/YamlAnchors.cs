using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TfPilot.Core.Settings;

/// <summary>The values that a file names by anchors. Aliases multiply what is written, so everything that they stand for counts.</summary>
internal sealed class YamlAnchors
{
    private const int MaxNodes = 100_000;
    private const int MaxDepth = 100;

    private readonly Dictionary<string, (Node Node, int Count, int Depth)> named = [];
    private int count;

    /// <summary>Counts a value that is written out.</summary>
    public void Begin(ParsingEvent current) => Count(1, current);

    public void Add(string name, Node node)
    {
        var (nodes, depth) = Size(node);
        named[name] = (node, nodes, depth);
    }

    /// <summary>Null when nothing before the alias has the name.</summary>
    public Node? Find(AnchorAlias alias, int depth)
    {
        if (!named.TryGetValue(alias.Value.Value, out var found)) return null;
        if (depth + found.Depth > MaxDepth) throw new YamlException(alias.Start, alias.End, $"Values are nested more than {MaxDepth} levels deep");
        Count(found.Count, alias);
        return found.Node;
    }

    private void Count(int more, ParsingEvent at)
    {
        count += more;
        if (count > MaxNodes) throw new YamlException(at.Start, at.End, $"Aliases make more than {MaxNodes} values of this file");
    }

    private static (int Nodes, int Depth) Size(Node node)
    {
        IEnumerable<Node> inner = node switch
        {
            Node.List list => list.Items,
            Node.Map map => map.Pairs.Select(pair => pair.Value),
            _ => [],
        };
        var (nodes, depth) = (1, 0);
        foreach (var (innerNodes, innerDepth) in inner.Select(Size)) (nodes, depth) = (nodes + innerNodes, Math.Max(depth, innerDepth));
        return (nodes, depth + 1);
    }
}
