namespace TfPilot.Core.Settings;

/// <summary>Line and column, both from 1.</summary>
internal readonly record struct SourcePosition(int Line, int Column);

/// <summary>A part of a YAML file with its place and the way to it, as in <c>policy.rules[2].level</c>; empty at the root.</summary>
internal abstract record Node(SourcePosition Place, string Path)
{
    /// <summary>What a message calls it.</summary>
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

    /// <summary>Something that was reported already and says nothing more.</summary>
    public sealed record Refused(SourcePosition Place, string Path) : Node(Place, Path)
    {
        public override string Words => "refused";
    }

    public sealed record List(SourcePosition Place, string Path, IReadOnlyList<Node> Items) : Node(Place, Path)
    {
        public override string Words => "a list";
    }

    /// <summary>Keys are unique and in the order of the file.</summary>
    public sealed record Map(SourcePosition Place, string Path, IReadOnlyList<Pair> Pairs) : Node(Place, Path)
    {
        public override string Words => "a map";

        public Node? Find(string key) => Pairs.FirstOrDefault(pair => pair.Key == key)?.Value;

        public bool Has(string key) => Find(key) is not null;
    }
}

internal sealed record Pair(string Key, SourcePosition Place, Node Value);

/// <summary>What YAML takes a scalar for. Quoted scalars are always texts.</summary>
internal enum ScalarKind
{
    Text,
    Number,
    Flag,
    Null,
}
