using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>One environment. A project belongs to it when its directory matches one of the paths, or its workspace one of the workspaces.</summary>
public sealed record EnvironmentSettings(string Name)
{
    public IReadOnlyList<PathGlob> Paths { get; init; } = [];

    public IReadOnlyList<Glob> Workspaces { get; init; } = [];

    /// <summary>The only branch into which changes may be approved; null is the repository's default branch.</summary>
    public string? Branch { get; init; }

    /// <summary>Multiplies the points of the risk.</summary>
    public double RiskMultiplier { get; init; } = 1.0;

    public ApprovalSettings Approvals { get; init; } = ApprovalSettings.Default;

    /// <param name="directory">Of the root module, from the repository's root.</param>
    /// <param name="workspace">Terraform's; null when it is not known.</param>
    public bool Holds(string directory, string? workspace) =>
        Paths.Any(glob => glob.Matches(directory)) || (workspace is not null && Workspaces.Any(glob => glob.Matches(workspace)));
}

/// <summary>What becomes of Terraform files that no environment claims.</summary>
public enum UnmappedHandling
{
    /// <summary>They ask for what the environment that asks for most people asks for; of several all.</summary>
    Strictest,
    Ignore,
}
