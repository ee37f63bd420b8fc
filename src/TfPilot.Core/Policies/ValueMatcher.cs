using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// The one mini-language for values. A scalar is equality, <c>*</c> and <c>{a,b}</c> make a glob, <c>/…/</c> a regular expression, <c>&gt;=7</c>
/// (<c>&gt; &gt;= &lt; &lt;=</c>) a comparison of numbers, <c>!=x</c> negates what follows, and a list is any of its items.
/// </summary>
public sealed record ValueMatcher
{
    /// <summary>The items as written in the settings; more than one is "any of".</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>True when the value fits, false when not, null when that cannot be told (unknown, sensitive or masked).</summary>
    public bool? Matches(PlanValue? value, string? environment) => throw new NotImplementedException();

    /// <summary>What is wrong with an item as written (a broken regular expression, a comparison without number); null when nothing is.</summary>
    public static string? Mistake(string item) => throw new NotImplementedException();

    /// <summary>The items as a person reads them, <c>${env}</c> filled in: <c>one of "1001", "1002"</c>.</summary>
    public string Words(string? environment) => throw new NotImplementedException();
}

/// <summary>
/// Which resource types: globs, each with exclusions behind it (<c>azurerm_*!azurerm_resource_group</c>), and the names of built-in sets
/// (<c>stateful</c>). Any of them may match.
/// </summary>
public sealed record TypeMatcher(IReadOnlyList<string> Patterns)
{
    public bool Matches(string type, Risks.StatefulTypes stateful) => throw new NotImplementedException();
}
