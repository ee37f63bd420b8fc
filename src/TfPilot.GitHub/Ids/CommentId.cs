using System.Globalization;

namespace TfPilot.GitHub.Ids;

/// <summary>A comment of an issue or pull request, as REST names it.</summary>
public readonly record struct CommentId(long Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The same thing as GraphQL names it; opaque.</summary>
public readonly record struct NodeId(string Text)
{
    public override string ToString() => Text;
}
