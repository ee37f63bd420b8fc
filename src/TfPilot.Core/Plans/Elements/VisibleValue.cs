namespace TfPilot.Core.Plans;

/// <summary>
/// Compares values by what may be shown of them: a null member is like a missing one, and hidden values are all alike,
/// whether or not they changed. So a match by these never tells anything about a hidden value.
/// </summary>
internal static class VisibleValue
{
    public static bool Same(PlanValue? a, PlanValue? b) => (a, b) switch
    {
        (PlanValue.Map left, PlanValue.Map right) => SameMembers(left.Entries, right.Entries),
        (PlanValue.List left, PlanValue.List right) => SameItems(left.Items, right.Items),
        (PlanValue.Sensitive, PlanValue.Sensitive) => true,
        (PlanValue.Masked left, PlanValue.Masked right) => left.VisibleText == right.VisibleText,
        _ => (a ?? PlanValue.Null.Value).Equals(b ?? PlanValue.Null.Value),
    };

    /// <summary>Compares values like <see cref="Same"/>.</summary>
    public static IEqualityComparer<PlanValue> Comparer { get; } = EqualityComparer<PlanValue>.Create(Same, HashOf);

    /// <summary>Equal texts for values that are the same.</summary>
    public static string Key(PlanValue value) => CanonicalText.Of(Plain(value));

    /// <summary>Whether a part of the value is hidden, so that two that look alike may differ.</summary>
    public static bool IsPartlyHidden(PlanValue? value) => value switch
    {
        PlanValue.Sensitive or PlanValue.Masked => true,
        PlanValue.List list => list.Items.Any(IsPartlyHidden),
        PlanValue.Map map => map.Entries.Any(entry => IsPartlyHidden(entry.Value)),
        _ => false,
    };

    /// <summary>Whether the plan says that a hidden part of the value changed.</summary>
    public static bool IsMarkedChanged(PlanValue? value) => value switch
    {
        PlanValue.Sensitive { Changed: true } or PlanValue.Masked { Changed: true } => true,
        PlanValue.List list => list.Items.Any(IsMarkedChanged),
        PlanValue.Map map => map.Entries.Any(entry => IsMarkedChanged(entry.Value)),
        _ => false,
    };

    private static bool SameItems(IReadOnlyList<PlanValue> left, IReadOnlyList<PlanValue> right)
    {
        if (left.Count != right.Count) return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!Same(left[i], right[i])) return false;
        }

        return true;
    }

    /// <summary>Both sides are sorted by key.</summary>
    private static bool SameMembers(
        IReadOnlyList<KeyValuePair<string, PlanValue>> left, IReadOnlyList<KeyValuePair<string, PlanValue>> right)
    {
        for (var (i, j) = (0, 0); ; i++, j++)
        {
            while (i < left.Count && left[i].Value is PlanValue.Null) i++;
            while (j < right.Count && right[j].Value is PlanValue.Null) j++;
            if (i == left.Count || j == right.Count) return i == left.Count && j == right.Count;
            if (left[i].Key != right[j].Key || !Same(left[i].Value, right[j].Value)) return false;
        }
    }

    private static int HashOf(PlanValue value)
    {
        var hash = default(HashCode);
        AddTo(ref hash, value);
        return hash.ToHashCode();
    }

    /// <summary>Adds what <see cref="Same"/> compares.</summary>
    private static void AddTo(ref HashCode hash, PlanValue value)
    {
        switch (value)
        {
            case PlanValue.List list:
                foreach (var item in list.Items) AddTo(ref hash, item);
                break;
            case PlanValue.Map map:
                foreach (var (key, entry) in map.Entries)
                {
                    if (entry is PlanValue.Null) continue;
                    hash.Add(key);
                    AddTo(ref hash, entry);
                }

                break;
            case PlanValue.Sensitive: break;
            case PlanValue.Masked masked: hash.Add(masked.VisibleText); break;
            default: hash.Add(value); break;
        }
    }

    private static PlanValue Plain(PlanValue value) => value switch
    {
        PlanValue.List list => new PlanValue.List([.. list.Items.Select(Plain)]),
        PlanValue.Map map => new PlanValue.Map([.. map.Entries.Where(entry => entry.Value is not PlanValue.Null)
            .Select(entry => KeyValuePair.Create(entry.Key, Plain(entry.Value)))]),
        PlanValue.Sensitive => new PlanValue.Sensitive(Changed: false),
        PlanValue.Masked masked => new PlanValue.Masked(masked.VisibleText),
        _ => value,
    };
}
