using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>The diff shows every change and nothing else.</summary>
public sealed class ShownDiffPropertyTests
{
    [Fact]
    public void Applying_the_shown_differences_to_the_old_list_yields_the_new_list() =>
    Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Lists, Lists, (before, after) =>
    {
        var matching = new ElementMatching(before, after);
        var shown = ShownDiff.Of("a", new PlanValue.List(before), new PlanValue.List(after))
            .ToLookup(change => change.Index, StringComparer.Ordinal);

        var made = new PlanValue?[after.Length];
        foreach (var pair in matching.Pairs) made[pair.After] = Applied(before[pair.Before], shown, pair.After);
        foreach (var index in matching.Added)
            made[index] = shown[$"a[{index}]"].Single(add => add.Before is null).After;

        made.Select(Key).Should().Equal(after.Select(Key));
        matching.Removed.Where(index => !shown[$"a[{index}]"].Any(change => change.After is null)).Should().BeEmpty();
        matching.Pairs.Select(pair => pair.Before).Concat(matching.Removed).Order().Should()
            .Equal(Enumerable.Range(0, before.Length));
    }));

    [Fact]
    public void Equal_lists_have_no_differences() =>
    Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Lists, list =>
        ShownDiff.Of(new PlanValue.List(list), new PlanValue.List([.. list])).Should().BeEmpty()));

    [Fact]
    public void A_shuffled_list_differs_only_in_its_order() =>
    Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Lists, ArbMap.Default.ArbFor<int>(), (list, seed) =>
    {
        var shuffled = list.ToArray();
        new System.Random(seed).Shuffle(shuffled);

        var shown = ShownDiff.Of("a", new PlanValue.List(list), new PlanValue.List(shuffled));

        if (list.Select(Key).SequenceEqual(shuffled.Select(Key))) return;
        shown.Should().ContainSingle().Which.IsOrderOnly.Should().BeTrue();
    }));

    private static PlanValue.Map Applied(PlanValue before, ILookup<string, ShownChange> shown, int index)
    {
        var entries = ((PlanValue.Map)before).Entries.ToDictionary(entry => entry.Key, entry => entry.Value);
        foreach (var key in (string[])["name", "port", "cidr", "note", "extra"])
        {
            foreach (var change in shown[$"a[{index}].{key}"]) Set(entries, key, change.After);
        }

        foreach (var change in shown[$"a[{index}]"].Where(change => change is { Before: not null, After: not null }))
        {
            foreach (var (key, _) in ((PlanValue.Map)change.Before!).Entries) entries.Remove(key);
            foreach (var (key, value) in ((PlanValue.Map)change.After!).Entries) entries[key] = value;
        }

        return new PlanValue.Map([.. entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)]);
    }

    private static void Set(Dictionary<string, PlanValue> entries, string key, PlanValue? value)
    {
        if (value is null) entries.Remove(key);
        else entries[key] = value;
    }

    private static string Key(PlanValue? value) => VisibleValue.Key(value!);

    /// <summary>
    /// Small domains, so that lists share elements, names and values, and short enough that the diff shows every
    /// difference.
    /// </summary>
    private static Arbitrary<PlanValue[]> Lists =>
        Element.ArrayOf().Select(list => list.Take(12).ToArray()).Where(list => list.Length != 1).ToArbitrary();

    private static Gen<PlanValue> Element =>
        from name in Gen.Elements("a", "b", "c", "d", null)
        from port in Gen.Elements("1", "2", "3", null)
        from cidr in Gen.Elements("10.0.0.0/8", "0.0.0.0/0", null)
        from note in Gen.Elements("x", "", null)
        from extra in Gen.Elements("e", "f", null)
        select (PlanValue)new PlanValue.Map([.. new (string Key, PlanValue? Value)[]
        {
            ("cidr", cidr is null ? null : new PlanValue.List([new PlanValue.Text(cidr)])),
            ("extra", Text(extra)), ("name", Text(name)), ("note", Text(note)),
            ("port", port is null ? null : new PlanValue.Number(port)),
        }.Where(entry => entry.Value is not null).Select(entry => KeyValuePair.Create(entry.Key, entry.Value!))]);

    private static PlanValue.Text? Text(string? value) => value is null ? null : new(value);
}
