using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>The facts that factors evaluate; shared values are computed once.</summary>
internal sealed class RiskFacts(Plan plan, RiskSettings settings)
{
    private readonly Dictionary<string, ExposureRule[]> rules = new(StringComparer.Ordinal);
    private IReadOnlyList<BlastRadius>? blasts;
    private ILookup<string, ResourceChange>? byBlock;

    public Plan Plan => plan;

    public RiskSettings Settings => settings;

    /// <summary>Managed resources with a change, in plan order.</summary>
    public IReadOnlyList<ResourceChange> Changes { get; } =
        [.. plan.Changes.Where(IsDone)];

    /// <summary>The changes to existing resources: no creations, and no removals of leftovers.</summary>
    public IReadOnlyList<ResourceChange> ExistingResources { get; } =
        [.. plan.Changes.Where(change => IsDone(change) && change.Deposed is null
            && change.Action is not (PlanAction.Create or PlanAction.Unrecognized))];

    public IReadOnlyList<RenameCandidate> RenameCandidates { get; } = RenameFinder.Find(plan);

    public IReadOnlyList<BlastRadius> Blasts => blasts ??= Blast.Radii(this);

    public IEnumerable<ResourceChange> ChangesOf(string block) =>
        (byBlock ??= Changes.ToLookup(change => change.Address.Block, StringComparer.Ordinal))[block];

    public IReadOnlyList<ExposureRule> OpeningsOf(string type)
    {
        if (!rules.TryGetValue(type, out var found)) rules[type] = found = ExposureRules.Of(type);
        return found;
    }

    private static bool IsDone(ResourceChange change) =>
        !change.IsData && change.Action is not (PlanAction.NoOp or PlanAction.Read);
}
