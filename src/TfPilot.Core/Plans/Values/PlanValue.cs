namespace TfPilot.Core.Plans;

/// <summary>
/// A value of a plan as it may be shown: what is secret or not yet known is a typed marker, never a value.
/// Numbers keep the digits of the plan, because they may exceed every machine type.
/// </summary>
public abstract record PlanValue
{
    private PlanValue() { }

    public sealed record Null : PlanValue
    {
        public static readonly Null Value = new();
    }

    public sealed record Boolean(bool Value) : PlanValue;

    public sealed record Number(string Digits) : PlanValue;

    public sealed record Text(string Value) : PlanValue;

    public sealed record List(IReadOnlyList<PlanValue> Items) : PlanValue;

    /// <summary>Entries are sorted by key in ordinal order of their UTF-8 bytes; keys are unique.</summary>
    public sealed record Map(IReadOnlyList<KeyValuePair<string, PlanValue>> Entries) : PlanValue
    {
        private const int MaxScanned = 16;

        /// <summary>Made for large maps at the first question.</summary>
        private Dictionary<string, PlanValue>? index;

        public bool Equals(Map? other) => other is not null && EqualityComparer<IReadOnlyList<KeyValuePair<string, PlanValue>>>.Default.Equals(Entries, other.Entries);

        public override int GetHashCode() => EqualityComparer<IReadOnlyList<KeyValuePair<string, PlanValue>>>.Default.GetHashCode(Entries);

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

        /// <summary>The first of equal keys counts, as in a scan.</summary>
        private static Dictionary<string, PlanValue> IndexOf(IReadOnlyList<KeyValuePair<string, PlanValue>> entries)
        {
            var index = new Dictionary<string, PlanValue>(entries.Count, StringComparer.Ordinal);
            foreach (var (key, value) in entries) index.TryAdd(key, value);
            return index;
        }
    }

    /// <summary>Declared sensitive by the plan; <paramref name="Changed"/> is set on the after side when it differs from before.</summary>
    public sealed record Sensitive(bool Changed) : PlanValue;

    /// <summary>
    /// A text that is, or holds, a sensitive value of eight or more characters of the same plan. <paramref name="Shown"/> is what may be
    /// shown of it, with a word in place of each secret; null when it is nothing but the secret. <paramref name="Changed"/> is set on the
    /// after side when only what is masked differs from before.
    /// </summary>
    public sealed record Masked(string? Shown = null, bool Changed = false) : PlanValue
    {
        public static readonly Masked Value = new();

        /// <summary>The masks hide a part that may open something to the world or grant all rights.</summary>
        public bool MayOpen { get; init; }
    }

    /// <summary>Known only after apply.</summary>
    public sealed record Unknown : PlanValue
    {
        public static readonly Unknown Value = new();
    }
}
