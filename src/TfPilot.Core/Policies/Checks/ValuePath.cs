using System.Globalization;
using System.Text.RegularExpressions;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// A way into a value: <c>settings[0].tier</c>, <c>ingress[*].from_port</c>, <c>tags["cost center"]</c>. A key on a list means that of
/// each element, because blocks are lists. Where the way ends early the value is null, and hidden where something on it is hidden.
/// </summary>
internal sealed partial class ValuePath
{
    private readonly string[] steps;

    private ValuePath(string text, string[] steps) => (Text, this.steps) = (text, steps);

    public string Text { get; }

    /// <summary>The first step; empty when there is none.</summary>
    public string First => steps.Length > 0 ? steps[0] : "";

    /// <summary>The way without its first step.</summary>
    public ValuePath Rest => new(Text, steps[1..]);

    public static ValuePath Of(string text) => new(text, [.. Step().Matches(text).Select(step => step.Value)]);

    public IEnumerable<(string Path, PlanValue Value)> In(PlanValue root) => From(root, "", 0);

    private IEnumerable<(string Path, PlanValue Value)> From(PlanValue at, string path, int next)
    {
        if (next == steps.Length || Subject.IsHidden(at)) return [(path.Length == 0 ? Text : path, at)];
        var step = steps[next];
        if (step == "[*]") return at is PlanValue.List all ? Each(all, path, next + 1) : [];
        if (step.StartsWith('[') && !step.StartsWith("[\"", StringComparison.Ordinal))
        {
            return at is PlanValue.List list && int.TryParse(step.AsSpan(1, step.Length - 2), CultureInfo.InvariantCulture, out var index) && index < list.Items.Count
                ? From(list.Items[index], AttributePath.Index(path, index), next + 1)
                : Missing;
        }

        return at switch
        {
            PlanValue.List { Items.Count: > 0 } elements => Each(elements, path, next),
            PlanValue.Map map when KeyOf(step) is var key && map.Find(key) is { } member => From(member, AttributePath.Key(path, key), next + 1),
            _ => Missing,
        };
    }

    private IEnumerable<(string Path, PlanValue Value)> Missing => steps.Contains("[*]") ? [] : [(Text, PlanValue.Null.Value)];

    private IEnumerable<(string Path, PlanValue Value)> Each(PlanValue.List list, string path, int next) =>
        list.Items.SelectMany((item, index) => From(item, AttributePath.Index(path, index), next));

    private static string KeyOf(string step) => step.StartsWith('[') ? step[2..^2].Replace("\\\"", "\"", StringComparison.Ordinal) : step;

    [GeneratedRegex("""\["(?:[^"\\]|\\.)*"\]|\[\*\]|\[\d+\]|[^.\[\]]+""")]
    private static partial Regex Step();
}
