using System.Globalization;

namespace TfPilot.GitHub.Ids;

/// <summary>The REST id of a comment on an issue or pull request.</summary>
public readonly record struct CommentId(long Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The GraphQL node id of a comment or pull request; opaque.</summary>
public readonly record struct NodeId(string Text)
{
    public override string ToString() => Text;
}
