namespace TfPilot.Core.Settings;

/// <summary>The token permissions set by <c>permissions:</c>. Permissions missing in a map are not granted.</summary>
internal sealed record Grants(Node Node)
{
    public bool IsWriteAll => Node is Node.Scalar { Text: "write-all" };

    public bool IsReadAll => Node is Node.Scalar { Text: "read-all" };

    public IEnumerable<(string Scope, string Access)> Named => Node is Node.Map map
        ? map.Pairs.Where(pair => pair.Value is Node.Scalar { Text: "read" or "write" })
        .Select(pair => (pair.Key, ((Node.Scalar)pair.Value).Text))
        : [];

    public bool Allows(string scope, string access) =>
        IsWriteAll || (IsReadAll && access == "read") || Named.Contains((scope, access))
        || Named.Contains((scope, "write"));
}
