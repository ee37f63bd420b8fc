using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TfPilot.Core.Settings;

/// <summary>
/// The anchored values of a file. Aliases can multiply its size, so every expanded value counts toward the limit.
/// </summary>
internal sealed class YamlAnchors
{
    private const int MaxNodes = 100_000;
    private const int MaxDepth = 100;

    private readonly Dictionary<string, (Node Node, int Count, int Depth)> named = [];
    private int count;

    /// <summary>Counts a value.</summary>
    public void Start(ParsingEvent current) => Count(1, current);

    public void Add(string name, Node node)
    {
        var (nodes, depth) = Size(node);
        named[name] = (node, nodes, depth);
    }

    /// <summary>Null when the anchor is not defined before the alias.</summary>
    public Node? Find(AnchorAlias alias, int depth)
    {
        if (!named.TryGetValue(alias.Value.Value, out var found)) return null;
        if (depth + found.Depth > MaxDepth)
            throw new YamlException(alias.Start, alias.End, $"Values are nested more than {MaxDepth} levels deep");
        Count(found.Count, alias);
        return found.Node;
    }

    private void Count(int more, ParsingEvent at)
    {
        count += more;
        if (count > MaxNodes)
            throw new YamlException(
                at.Start, at.End, $"This file has more than {MaxNodes} values after expanding aliases");
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
        foreach (var (innerNodes, innerDepth) in inner.Select(Size)) (nodes, depth) = (nodes + innerNodes,
            Math.Max(depth, innerDepth));
        return (nodes, depth + 1);
    }
}
