namespace TfPilot.Core.Settings;

/// <summary>Names that must be unique in a list of maps.</summary>
internal static class Named
{
    public static IEnumerable<Node.Map> Once(IEnumerable<Node.Map> maps, string key, Problems problems)
    {
        var seen = new Dictionary<string, SourcePosition>();
        foreach (var map in maps)
        {
            if (map.Find(key) is Node.Scalar name && !seen.TryAdd(name.Text, name.Place))
            {
                problems.Add(name, $"({name.Text}) is taken already in line {seen[name.Text].Line}; give each its own");
            }

            yield return map;
        }
    }
}
