namespace TfPilot.Core.Settings;

/// <summary>Checks that names in a list of maps are unique.</summary>
internal static class Named
{
    public static IEnumerable<Node.Map> Once(IEnumerable<Node.Map> maps, string key, Problems problems)
    {
        var first = new Dictionary<string, SourcePosition>();
        foreach (var map in maps)
        {
            if (map.Find(key) is Node.Scalar name && !first.TryAdd(name.Text, name.Place))
            {
                problems.Add(name, $"({name.Text}) is already used in line {first[name.Text].Line}; use unique names");
            }

            yield return map;
        }
    }
}
