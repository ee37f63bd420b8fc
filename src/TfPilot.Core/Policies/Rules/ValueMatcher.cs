using System.Collections.Concurrent;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// The one mini-language for values. A scalar is equality, <c>*</c> and <c>{a,b}</c> make a glob, <c>/…/</c> a regular expression, <c>&gt;=7</c>
/// (<c>&gt; &gt;= &lt; &lt;=</c>) a comparison of numbers, <c>!=x</c> negates what follows, and a list is any of its items. <c>${env}</c> stands for the
/// environment's name; outside all environments an item that holds it matches only the text that is written the same.
/// Null, absent and empty lists are nothing, which only <c>!=</c> matches.
/// </summary>
public sealed record ValueMatcher
{
    private readonly ConcurrentDictionary<string, ValueTest[]> byEnvironment = [];
    private Resolved? last;

    public ValueMatcher() { }

    // A copy with other items must not keep the tests of these.
    private ValueMatcher(ValueMatcher original) => (Items, byEnvironment) = (original.Items, []);

    /// <summary>The items as written in the settings; more than one is "any of".</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>
    /// True when the value fits, false when not, null when that cannot be told (unknown, sensitive or masked). A list fits when any element
    /// does: the question of <c>forbid</c> and <c>forbid_all</c>.
    /// </summary>
    public bool? Matches(PlanValue? value, string? environment) => Any(value ?? PlanValue.Null.Value, TestsFor(environment));

    /// <summary>As <see cref="Matches"/>, except that a list fits when all its elements do: the question of <c>require</c>.</summary>
    public bool? MatchesAll(PlanValue? value, string? environment) => All(value ?? PlanValue.Null.Value, TestsFor(environment));

    /// <summary>What is wrong with an item as written (a broken regular expression, a comparison without number); null when nothing is.</summary>
    public static string? Mistake(string item) => MatcherMistakes.OfValue(item);

    /// <summary>What is wrong with the items together, each being right; null when nothing is.</summary>
    public static string? Mistake(IReadOnlyList<string> items) => MatcherMistakes.OfList(items);

    /// <summary>The items as a person reads them, <c>${env}</c> filled in: <c>one of "1001", "1002"</c>.</summary>
    public string Words(string? environment)
    {
        var words = string.Join(", ", TestsFor(environment).Select(test => test.Words));
        return Items.Count == 1 ? words : $"one of {words}";
    }

    public bool Equals(ValueMatcher? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Aggregate(0, HashCode.Combine);

    /// <summary>An empty list is nothing.</summary>
    private static bool? Any(PlanValue value, ValueTest[] tests)
    {
        if (value is not PlanValue.List { Items: { Count: > 0 } items }) return MatchesOne(value, tests);
        bool? any = false;
        for (var i = 0; i < items.Count; i++) any |= Any(items[i], tests);
        return any;
    }

    private static bool? All(PlanValue value, ValueTest[] tests)
    {
        if (value is not PlanValue.List { Items: { Count: > 0 } items }) return MatchesOne(value, tests);
        bool? all = true;
        for (var i = 0; i < items.Count; i++) all &= All(items[i], tests);
        return all;
    }

    private static bool? MatchesOne(PlanValue value, ValueTest[] tests)
    {
        if (value is PlanValue.Unknown or PlanValue.Sensitive or PlanValue.Masked) return null;
        var one = value is PlanValue.List ? PlanValue.Null.Value : value;
        foreach (var test in tests)
        {
            if (test.Holds(one)) return true;
        }

        return false;
    }

    private ValueTest[] TestsFor(string? environment)
    {
        if (last is not { } known || known.Environment != environment) last = known = new(environment, Resolve(environment));
        return known.Tests;
    }

    // The empty name is no environment's.
    private ValueTest[] Resolve(string? environment) => byEnvironment.GetOrAdd(
        environment ?? "", static (name, items) => [.. items.Select(item => ValueTest.Of(item, name.Length > 0 ? name : null))], Items);

    /// <summary>The tests asked for last: a plan asks for one environment's only.</summary>
    private sealed record Resolved(string? Environment, ValueTest[] Tests);
}
