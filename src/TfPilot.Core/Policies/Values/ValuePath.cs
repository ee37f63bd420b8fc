using System.Globalization;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// A path into a value: <c>settings[0].tier</c>, <c>ingress[*].from_port</c>, <c>tags["cost center"]</c>. A key on a
/// list applies to each element, because blocks are lists. A missing step yields null, a hidden one a hidden value.
/// </summary>
internal sealed partial class ValuePath
{
    private readonly PathSegment[] steps;
    private readonly bool hasEach;

    private ValuePath(string text, PathSegment[] steps) =>
        (Text, this.steps, hasEach) = (text, steps, steps.Contains(PathSegment.Each));

    /// <summary>A key, otherwise an index; every element when neither is set.</summary>
    private readonly record struct PathSegment(string? Key, int? Index)
    {
        public static readonly PathSegment Each = new(null, null);
    }

    public string Text { get; }

    /// <summary>The first key; empty when there is none.</summary>
    public string First => steps.Length > 0 ? steps[0].Key ?? "" : "";

    /// <summary>The path without its first step.</summary>
    public ValuePath Rest => new(Text, steps[1..]);

    public static ValuePath Of(string text) => new(text, [.. Step().Matches(text).Select(step => Read(step.Value))]);

    public ValueLocations In(PlanValue root)
    {
        var places = default(ValueLocations);
        var (at, next) = (root, 0);
        // Fast path: usually the path contains no list and leads to a single value.
        while (next < steps.Length && at is PlanValue.Map map && steps[next].Key is { } key
            && map.Find(key) is { } member)
        {
            (at, next) = (member, next + 1);
        }

        Walk(at, next, null, ref places);
        return places;
    }

    /// <summary>The path as far as it was resolved, with the selected elements.</summary>
    internal string Written(int gone, ChosenIndex? last)
    {
        var turns = ChosenIndex.From(last);
        var (path, next) = ("", 0);
        for (var step = 0; step <= gone; step++)
        {
            for (; next < turns.Count && turns[next].Step == step; next++)
                path = AttributePath.Index(path, turns[next].Index);
            if (step < gone && steps[step].Key is { } key) path = AttributePath.Key(path, key);
        }

        return path.Length == 0 ? Text : path;
    }

    private void Walk(PlanValue at, int next, ChosenIndex? turns, ref ValueLocations places)
    {
        if (next == steps.Length || HiddenValue.Is(at))
        {
            places.Add(new(at, this, next, turns));
            return;
        }

        var step = steps[next];
        if (step.Key is null)
        {
            if (step.Index is null) WalkEach(at as PlanValue.List, next + 1, turns, ref places);
            else if (at is PlanValue.List list && step.Index < list.Items.Count)
                Walk(list.Items[step.Index.Value], next + 1, new(turns, next + 1, step.Index.Value), ref places);
            else AddMissing(ref places);
        }
        else if (at is PlanValue.List { Items.Count: > 0 } elements) WalkEach(elements, next, turns, ref places);
        else if (at is PlanValue.Map map && map.Find(step.Key) is { } member) Walk(member, next + 1, turns, ref places);
        else AddMissing(ref places);
    }

    private void WalkEach(PlanValue.List? list, int next, ChosenIndex? turns, ref ValueLocations places)
    {
        for (var i = 0; i < (list?.Items.Count ?? 0); i++) Walk(list!.Items[i], next, new(turns, next, i), ref places);
    }

    private void AddMissing(ref ValueLocations places)
    {
        if (!hasEach) places.Add(new(PlanValue.Null.Value, this, 0, null));
    }

    private static PathSegment Read(string step) =>
        step == "[*]" ? PathSegment.Each
        : step.StartsWith("[\"", StringComparison.Ordinal)
        ? new(step[2..^2].Replace("\\\"", "\"", StringComparison.Ordinal), null)
        : !step.StartsWith('[') ? new(step, null)
        : new(null,
            int.TryParse(step.AsSpan(1, step.Length - 2), CultureInfo.InvariantCulture, out var index) ? index
                : int.MaxValue);

    [GeneratedRegex("""\["(?:[^"\\]|\\.)*"\]|\[\*\]|\[\d+\]|[^.\[\]]+""", RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Step();
}
