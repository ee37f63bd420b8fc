using System.Collections.Concurrent;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// The expression language for values. A scalar means equality, <c>*</c> and <c>{a,b}</c> form a glob, <c>/…/</c> is a
/// regular expression, <c>&gt;=7</c> (<c>&gt; &gt;= &lt; &lt;=</c>) compares numbers, <c>!=x</c> negates the rest, and
/// a list matches any of its items. <c>${env}</c> is replaced with the environment's name; outside all environments, an
/// item that contains it matches only the identical text. Null, missing and empty lists are "nothing", which only
/// <c>!=</c> matches.
/// </summary>
public sealed record ValueMatcher
{
    private readonly ConcurrentDictionary<string, ValueTest[]> byEnvironment = [];
    private Resolved? last;

    public ValueMatcher() { }

    // A copy with other items must not reuse the cached tests.
    private ValueMatcher(ValueMatcher original) => (Items, byEnvironment) = (original.Items, []);

    /// <summary>The items as written in the settings; several mean "any of".</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>
    /// True when the value matches, false when not, null when unknown (unknown, sensitive or masked). A list matches
    /// when any element does, as needed for <c>forbid</c> and <c>forbid_all</c>.
    /// </summary>
    public bool? Matches(PlanValue? value, string? environment) =>
        Any(value ?? PlanValue.Null.Value, TestsFor(environment));

    /// <summary>
    /// Like <see cref="Matches"/>, but a list matches only when all its elements do, as needed for <c>require</c>.
    /// </summary>
    public bool? MatchesAll(PlanValue? value, string? environment) =>
        All(value ?? PlanValue.Null.Value, TestsFor(environment));

    /// <summary>The error of an item (such as an invalid regular expression); null when it is valid.</summary>
    public static string? FindError(string item) => MatcherErrors.OfValue(item);

    /// <summary>The error of the combination of valid items; null when there is none.</summary>
    public static string? FindError(IReadOnlyList<string> items) => MatcherErrors.OfList(items);

    /// <summary>The items for display, with <c>${env}</c> replaced: <c>one of "1001", "1002"</c>.</summary>
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
        if (last is not { } known || known.Environment != environment)
            last = known = new(environment, Resolve(environment));
        return known.Tests;
    }

    // No environment has an empty name.
    private ValueTest[] Resolve(string? environment) => byEnvironment.GetOrAdd(
        environment ?? "",
        static (name, items) => [.. items.Select(item => ValueTest.Of(item, name.Length > 0 ? name : null))], Items);

    /// <summary>The most recently used tests; a plan only needs those of one environment.</summary>
    private sealed record Resolved(string? Environment, ValueTest[] Tests);
}
