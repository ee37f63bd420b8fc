using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Policies of objects that hold something, which let in everybody.</summary>
internal sealed record PolicyOpening(string[] Types, string[] Attributes) : Opening(Types, Attributes)
{
    public override IEnumerable<string> NewIn(ResourceChange change) =>
        MayConcern(change, change.After) && change.After != change.Before ? PolicyWildcards.PublicIn(change) : [];
}
