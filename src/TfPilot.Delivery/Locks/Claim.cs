using TfPilot.Core.Plans;

namespace TfPilot.Delivery.Locks;

/// <summary>
/// What a change holds while it is applied or partly applied: the instances it changes and the blocks that depend on
/// them. Claims of different projects never meet, because each project has its own state.
/// </summary>
/// <param name="Project">The project's name.</param>
/// <param name="Instances">Addresses that the plan changes, sorted; null when the reach is unknown, which claims the
/// whole environment.</param>
/// <param name="Reached">The blocks that depend on them directly or indirectly, sorted.</param>
public sealed record Claim(string Project, IReadOnlyList<string>? Instances, IReadOnlyList<string> Reached)
{
    /// <summary>The claim on everything in the environment.</summary>
    public static Claim OnEverything(string project) => new(project, null, []);

    public bool IsOnEverything => Instances is null;

    /// <summary>
    /// The claim of a plan. The reach is unknown when the configuration uses locals or does not contain a changed
    /// block.
    /// </summary>
    public static Claim Of(string project, Plan plan)
    {
        if (plan.Graph.HasHiddenEdges || plan.Errored || !plan.Complete || plan.Configuration.RunsCommands
            || plan.Invocations.Count > 0 || plan.Deferred.Count > 0) return OnEverything(project);
        var (instances, reached) = (new SortedSet<string>(StringComparer.Ordinal),
            new SortedSet<string>(StringComparer.Ordinal));
        foreach (var change in plan.Changes)
        {
            instances.Add(change.Address.Text);
            if (change.PreviousAddress is { } previous) instances.Add(previous.Text);
            // A destroyed resource may have left the configuration; what depended on it is then unknown only if the
            // block still exists elsewhere, and its dependents are changes of this plan.
            if (plan.Graph.ReachOf(change.Address.Block) is { } reach)
            {
                if (reach.IsTruncated) return OnEverything(project);
                reached.UnionWith(reach.Blocks);
            }
            else if (!change.Action.Destroys() && change.Action != PlanAction.Forget)
            {
                return OnEverything(project);
            }
        }

        return new(project, [.. instances], [.. reached]);
    }

    /// <summary>Whether both claim the same instance or block. Symmetric.</summary>
    public bool Meets(Claim other)
    {
        if (IsOnEverything || other.IsOnEverything) return true;
        if (Project != other.Project) return false;
        var (mine, theirs) = (Instances!.ToHashSet(StringComparer.Ordinal),
            Reached.ToHashSet(StringComparer.Ordinal));
        return other.Instances!.Any(mine.Contains) || other.Reached.Any(theirs.Contains)
            || other.Instances!.Any(instance => theirs.Contains(new ResourceAddress(instance).Block))
            || Instances!.Any(instance => other.Reached.Contains(new ResourceAddress(instance).Block));
    }
}
