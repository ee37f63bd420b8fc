using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>A value and its path, which is written out only when it is shown.</summary>
internal readonly record struct ValueLocation(PlanValue Value, ValuePath Pattern, int Depth, ChosenIndex? Indexes)
{
    public string Path => Pattern.Written(Depth, Indexes);
}

/// <summary>The element of a list selected before a step.</summary>
internal sealed record ChosenIndex(ChosenIndex? Before, int Step, int Index)
{
    /// <summary>In path order.</summary>
    public static IReadOnlyList<ChosenIndex> From(ChosenIndex? last)
    {
        var indexes = new List<ChosenIndex>();
        for (var chosen = last; chosen is not null; chosen = chosen.Before) indexes.Insert(0, chosen);
        return indexes;
    }
}

/// <summary>The values that a path leads to. Usually a single one, which needs no list.</summary>
internal struct ValueLocations
{
    private ValueLocation first;
    private List<ValueLocation>? others;

    public int Count { get; private set; }

    public readonly PlanValue FirstOrNull => Count > 0 ? first.Value : PlanValue.Null.Value;

    public readonly ValueLocation this[int index] => index == 0 ? first : others![index - 1];

    public void Add(ValueLocation place)
    {
        if (Count++ == 0) first = place;
        else (others ??= []).Add(place);
    }
}
