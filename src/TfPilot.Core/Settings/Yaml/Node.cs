namespace TfPilot.Core.Settings;

/// <summary>Line and column, both starting at 1.</summary>
internal readonly record struct SourcePosition(int Line, int Column);

/// <summary>
/// A node of a YAML file with its position and path, such as <c>policy.rules[2].level</c>; the root's path is empty.
/// </summary>
internal abstract record Node(SourcePosition Place, string Path)
{
    /// <summary>Its description in messages.</summary>
    public abstract string Words { get; }

    public sealed record Scalar(SourcePosition Place, string Path, ScalarKind Kind, string Text) : Node(Place, Path)
    {
        public override string Words => Kind switch
        {
            ScalarKind.Null => "nothing",
            ScalarKind.Flag => $"the flag {Text}",
            ScalarKind.Number => $"the number {Text}",
            _ => "a text",
        };
    }

    /// <summary>A placeholder for a node that was already reported.</summary>
    public sealed record Refused(SourcePosition Place, string Path) : Node(Place, Path)
    {
        public override string Words => "refused";
    }

    public sealed record List(SourcePosition Place, string Path, IReadOnlyList<Node> Items) : Node(Place, Path)
    {
        public override string Words => "a list";
    }

    /// <summary>Keys are unique and in file order.</summary>
    public sealed record Map(SourcePosition Place, string Path, IReadOnlyList<Pair> Pairs) : Node(Place, Path)
    {
        public override string Words => "a map";

        public Node? Find(string key) => Pairs.FirstOrDefault(pair => pair.Key == key)?.Value;

        public bool Has(string key) => Find(key) is not null;
    }
}

internal sealed record Pair(string Key, SourcePosition Place, Node Value);

/// <summary>The YAML type of a scalar. Quoted scalars are always texts.</summary>
internal enum ScalarKind
{
    Text,
    Number,
    Flag,
    Null,
}
