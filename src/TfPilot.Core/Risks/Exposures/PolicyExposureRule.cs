using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Resource policies that allow everyone.</summary>
internal sealed record PolicyExposureRule(string[] Types, string[] Attributes) : ExposureRule(Types, Attributes)
{
    public override bool Concerns(string type) => PolicyWildcards.IsResourcePolicy(type);

    public override IEnumerable<string> NewIn(OpenedChange opened) =>
        MayConcern(opened.Change, opened.Change.After) && opened.Change.After != opened.Change.Before
        ? PolicyWildcards.PublicIn(opened.Change) : [];
}
