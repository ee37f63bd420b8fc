using TfPilot.Action.Inputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Flows;

/// <summary>Finds the projects of a checkout that a change affects.</summary>
internal static class ChangedProjects
{
    /// <param name="source">The repository's root, checked out at the change's head.</param>
    public static Validated<Discovery> Find(ChangedFiles changed, Settings settings, string source) =>
        TerraformSources.Read(source).Then<Discovery>(tree => DiscoveryRules.Decide(changed, tree, settings.Map));
}
