namespace TfPilot.Core.Plans;

/// <summary>
/// A plan value that is safe to display: secret and unknown values are typed markers. Numbers keep the plan's digits
/// because they may exceed every numeric type.
/// </summary>
public abstract record PlanValue
{
    private PlanValue() { }

    /// <summary>Missing, null, or an empty text or container.</summary>
    internal static bool IsEmpty(PlanValue? value) => value is null or Null or Text { Value: "" }
        or List { Items.Count: 0 } or Map { Entries.Count: 0 };

    public sealed record Null : PlanValue
    {
        public static readonly Null Value = new();
    }

    public sealed record Boolean(bool Value) : PlanValue;

    public sealed record Number(string Digits) : PlanValue;

    public sealed record Text(string Value) : PlanValue;

    public sealed record List(IReadOnlyList<PlanValue> Items) : PlanValue;

    /// <summary>Entries are sorted by the UTF-8 bytes of their keys; keys are unique.</summary>
    public sealed record Map(IReadOnlyList<KeyValuePair<string, PlanValue>> Entries) : PlanValue
    {
        private const int MaxScanned = 16;

        /// <summary>Created for large maps on first lookup.</summary>
        private Dictionary<string, PlanValue>? index;

        public bool Equals(Map? other) =>
            other is not null
            && EqualityComparer<IReadOnlyList<KeyValuePair<string, PlanValue>>>.Default.Equals(Entries, other.Entries);

        public override int GetHashCode() =>
            EqualityComparer<IReadOnlyList<KeyValuePair<string, PlanValue>>>.Default.GetHashCode(Entries);

        public PlanValue? Find(string key)
        {
            if (Entries is LazyMembers lazy) return lazy.Find(key);
            if (Entries.Count > MaxScanned) return (index ??= IndexOf(Entries)).GetValueOrDefault(key);
            for (var i = 0; i < Entries.Count; i++)
            {
                if (Entries[i].Key == key) return Entries[i].Value;
            }

            return null;
        }

        /// <summary>The first of equal keys wins, such as a scan.</summary>
        private static Dictionary<string, PlanValue> IndexOf(IReadOnlyList<KeyValuePair<string, PlanValue>> entries)
        {
            var index = new Dictionary<string, PlanValue>(entries.Count, StringComparer.Ordinal);
            foreach (var (key, value) in entries) index.TryAdd(key, value);
            return index;
        }
    }

    /// <summary>
    /// Marked as sensitive by the plan; <paramref name="Changed"/> is set on the after side when it differs from
    /// before.
    /// </summary>
    public sealed record Sensitive(bool Changed) : PlanValue;

    /// <summary>
    /// A text that is, or contains, a sensitive value of eight or more characters of the same plan. <paramref
    /// name="VisibleText"/> is the visible part with placeholders; null when the whole text is secret. <paramref
    /// name="Changed"/> is set on the after side when only the masked part differs from before.
    /// </summary>
    public sealed record Masked(string? VisibleText = null, bool Changed = false) : PlanValue
    {
        public static readonly Masked Value = new();

        /// <summary>Whether the masked part may open something to the world or grant all rights.</summary>
        public bool MayOpen { get; init; }
    }

    /// <summary>Known only after apply.</summary>
    public sealed record Unknown : PlanValue
    {
        public static readonly Unknown Value = new();
    }
}
