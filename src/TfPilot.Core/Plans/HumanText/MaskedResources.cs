namespace TfPilot.Core.Plans;

/// <summary>What the review masks, by the address of the resource.</summary>
internal sealed class MaskedResources
{
    private readonly Plan plan;
    private readonly ILookup<string, ResourceChange> changes;

    public MaskedResources(Plan plan)
    {
        this.plan = plan;
        changes = plan.Changes.Concat(plan.Drift).Concat(plan.Deferred.Select(deferred => deferred.Change))
            .Concat(plan.Unchanged)
            .SelectMany(change => new[] { (change.Address.Text, change), (Previous(change), change) })
            .ToLookup(at => at.Item1, at => at.change, StringComparer.Ordinal);
    }

    public MaskedNames Outputs => plan.Outputs.Aggregate(new MaskedNames(), (names, output) =>
        names.With(output.Name, output.Before).With(output.Name, output.After));

    /// <summary>The actions in the text have no address, so they share their names.</summary>
    public MaskedNames Actions => plan.Invocations.Count == 0 ? MaskedNames.Everything
        : plan.Invocations.Aggregate(new MaskedNames(), (names, action) => names.With("", action.Config));

    /// <summary>The names of the resource in a heading such as <c>aws_lb.a will be created</c>.</summary>
    /// <returns>Null if the plan does not contain it.</returns>
    public MaskedNames? Find(string heading)
    {
        // Keys in an address may contain spaces; the longest address that is known is the right one.
        for (var end = heading.LastIndexOf(' '); end > 0; end = heading.LastIndexOf(' ', end - 1))
        {
            if (changes.Contains(heading[..end]))
                return changes[heading[..end]].Aggregate(new MaskedNames(), (names, change) => names.With(change));
        }

        // Drift that changes nothing relevant is not kept.
        return heading.EndsWith(" has changed", StringComparison.Ordinal)
            || heading.EndsWith(" has been changed", StringComparison.Ordinal)
            || heading.EndsWith(" has been deleted", StringComparison.Ordinal) ? MaskedNames.Everything : null;
    }

    private static string Previous(ResourceChange change) => change.PreviousAddress?.Text ?? change.Address.Text;
}
