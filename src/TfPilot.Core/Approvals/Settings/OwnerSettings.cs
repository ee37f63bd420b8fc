namespace TfPilot.Core.Approvals;

/// <summary>Different people of the teams; without teams anybody with the role of admin.</summary>
public sealed record OwnerRequirement(int Count, IReadOnlyList<TeamName> Teams)
{
    public static readonly OwnerRequirement Default = new(1, []);
}

/// <summary>Who must agree when a pull request changes the rules themselves: the settings and waivers, or the workflows and provider locks.</summary>
public sealed record OwnerSettings(OwnerRequirement Policy, OwnerRequirement Workflows)
{
    public static readonly OwnerSettings Default = new(OwnerRequirement.Default, OwnerRequirement.Default);
}
