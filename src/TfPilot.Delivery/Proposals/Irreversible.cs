using System.Globalization;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Delivery.Proposals;

/// <summary>The plan of a change that is undone; null facts are no longer stored.</summary>
public sealed record UndonePlan(int Pull, string Project, string Environment, ProjectFacts? Facts);

/// <summary>Finds what a rollback does not undo, in the plans of the changes that it undoes.</summary>
public static partial class Irreversible
{
    /// <summary>More are counted.</summary>
    private const int MaxListed = 30;

    /// <summary>Attributes with the version of a running service, which its provider may refuse to lower.</summary>
    private static readonly HashSet<string> Versions = new(StringComparer.Ordinal)
    {
        "engine_version", "kubernetes_version", "cluster_version", "database_version", "orchestrator_version",
        "min_master_version", "server_version", "version",
    };

    /// <summary>One sentence each, as plain text.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<UndonePlan> plans, StatefulTypes stateful)
    {
        var sentences = plans.SelectMany(plan => plan.Facts is { } facts
                ? facts.Plan.Changes.Where(change => !change.IsData).SelectMany(change => Of(change, stateful))
                    .Select(sentence => $"{plan.Project} ({plan.Environment}): {sentence}")
                : [$"{plan.Project} ({plan.Environment}): the plan of #{plan.Pull} is no longer stored, so it is " +
                    "unknown what of it cannot be undone."]).ToList();
        return sentences.Count <= MaxListed ? sentences
            : [.. sentences.Take(MaxListed), $"and {sentences.Count - MaxListed} more."];
    }

    private static IEnumerable<string> Of(ResourceChange change, StatefulTypes stateful)
    {
        if (Lost(change, stateful) is { } lost) yield return lost;
        foreach (var upgrade in change.AttributeChanges().Where(IsUpgrade))
            yield return $"{change.Address}: {upgrade.Path} was raised from {Word(upgrade.Before)} to " +
                $"{Word(upgrade.After)}; the provider may refuse to lower it.";
    }

    private static string? Lost(ResourceChange change, StatefulTypes stateful) => change.Action switch
    {
        PlanAction.Forget or PlanAction.CreateThenForget =>
            $"{change.Address} was removed from the state and still exists; import it, or it is created a second time.",
        _ when !change.Action.Destroys() => null,
        _ when stateful.Contains(change.Type) => change.Action == PlanAction.Delete
            ? $"{change.Address} was destroyed; it is created again without its data."
            : $"{change.Address} was replaced; the data of the old one does not come back.",
        _ => change.Action == PlanAction.Delete
            ? $"{change.Address} was destroyed; it is created again with a new identity."
            : null,
    };

    private static bool IsUpgrade(AttributeChange change) =>
        Versions.Contains(change.Path.Split('.')[^1]) && Parts(change.Before) is { Count: > 0 } before
        && Parts(change.After) is { Count: > 0 } after && Compare(after, before) > 0;

    /// <summary>The numbers of a version, such as 15 and 4 of <c>POSTGRES_15.4</c>; null for other values.</summary>
    private static List<long>? Parts(PlanValue? value) => Text(value) is not { } text ? null
        : [.. Digits().Matches(text).Select(match => long.Parse(match.Value, CultureInfo.InvariantCulture))];

    private static int Compare(List<long> one, List<long> other)
    {
        var first = one.Zip(other).FirstOrDefault(pair => pair.First != pair.Second);
        return first == default ? one.Count.CompareTo(other.Count) : first.First.CompareTo(first.Second);
    }

    private static string Word(PlanValue? value) => VisibleText.Of(Text(value)!);

    private static string? Text(PlanValue? value) => value switch
    {
        PlanValue.Text(var text) => text,
        PlanValue.Number(var digits) => digits,
        _ => null,
    };

    [GeneratedRegex("[0-9]{1,9}", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Digits();
}
