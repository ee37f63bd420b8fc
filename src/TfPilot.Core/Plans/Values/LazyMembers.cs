using System.Collections;

namespace TfPilot.Core.Plans;

/// <summary>
/// The members of an object in canonical JSON, read on demand, because objects are large and usually only a few members
/// are needed.
/// </summary>
internal sealed class LazyMembers(ReadOnlyMemory<byte> json, MemberNames names, Range[] places)
    : IReadOnlyList<KeyValuePair<string, PlanValue>>
{
    private readonly PlanValue?[] values = new PlanValue?[places.Length];

    public int Count => places.Length;

    public KeyValuePair<string, PlanValue> this[int index] => new(names[index], ValueAt(index));

    public PlanValue? Find(string key) => names.Find(key) is var index and >= 0 ? ValueAt(index) : null;

    public IEnumerator<KeyValuePair<string, PlanValue>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private PlanValue ValueAt(int index) => values[index] ??= names.Read(index, json[places[index]]);
}
