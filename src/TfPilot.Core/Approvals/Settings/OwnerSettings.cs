namespace TfPilot.Core.Approvals;

/// <summary>The number of different team members required; without teams, anyone with the admin role.</summary>
public sealed record OwnerRequirement(int Count, IReadOnlyList<TeamName> Teams)
{
    public static readonly OwnerRequirement Default = new(1, []);
}

/// <summary>
/// The approvals required for changes to the rules: settings and waivers, or workflows and provider locks.
/// </summary>
public sealed record OwnerSettings(OwnerRequirement Policy, OwnerRequirement Workflows)
{
    public static readonly OwnerSettings Default = new(OwnerRequirement.Default, OwnerRequirement.Default);
}
