using System.Globalization;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Settings;

/// <summary>Values of a map that matches its schema; missing or rejected values get the given default.</summary>
internal static class Entries
{
    public static Node.Map? Map(this Node.Map map, string key) => map.Find(key) as Node.Map;

    public static IReadOnlyList<Pair> Pairs(this Node.Map map, string key) => map.Map(key)?.Pairs ?? [];

    public static IEnumerable<Node.Map> Maps(this Node.Map map, string key) =>
        map.Find(key) is Node.List list ? list.Items.OfType<Node.Map>() : [];

    public static string? Text(this Node.Map map, string key) => (map.Find(key) as Node.Scalar)?.Text;

    /// <summary>A single text is read as a list of one.</summary>
    public static IReadOnlyList<string> Texts(this Node.Map map, string key) => TextsOf(map.Find(key));

    public static bool? Flag(this Node.Map map, string key) => map.Text(key) is { } text ? text == "true" : null;

    public static int? Integer(this Node.Map map, string key) => (int?)map.Number(key);

    public static decimal? Number(this Node.Map map, string key) =>
        map.Text(key) is { } text ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    public static T? Word<T>(this Node.Map map, string key)
        where T : struct, Enum => map.Text(key) is { } text ? Enum.Parse<T>(text, ignoreCase: true) : null;

    public static TimeSpan? Duration(this Node.Map map, string key)
    {
        if (map.Text(key) is not { } text) return null;
        var number = int.Parse(text[..^1], CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
    }

    public static IReadOnlyList<PathGlob> Paths(this Node.Map map, string key) =>
        [.. map.Texts(key).Select(text => new PathGlob(text))];

    public static IReadOnlyList<TeamName> Teams(this Node.Map map, string key) =>
        [.. map.Texts(key).Select(TeamName.Parse)];

    public static TypeMatcher? Types(this Node.Map map, string key) =>
        map.Find(key) is { } node ? new(TextsOf(node)) : null;

    public static ValueMatcher? Matcher(this Node.Map map, string key) =>
        map.Find(key) is { } node ? Matcher(node) : null;

    public static ValueMatcher Matcher(Node node) => new() { Items = TextsOf(node) };

    private static IReadOnlyList<string> TextsOf(Node? node) => node switch
    {
        Node.Scalar scalar => [scalar.Text],
        Node.List list => [.. list.Items.OfType<Node.Scalar>().Select(item => item.Text)],
        _ => [],
    };
}
