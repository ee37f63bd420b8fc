using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>How a changed path asks for plans.</summary>
public enum TouchKind
{
    /// <summary>Environments claim its folder: each of them must be planned.</summary>
    Claimed,

    /// <summary>It concerns whoever uses it, which a path alone does not tell: there must be a plan, which says who that is.</summary>
    Shared,

    /// <summary>tfpilot goes by it: there must be evidence, also where there is nothing to plan.</summary>
    Settings,

    /// <summary>It is Terraform's, and no environment claims it: a plan must cover it all the same.</summary>
    Unmapped,
}

/// <summary>A changed path that concerns Terraform, and the environments that claim it.</summary>
public sealed record AffectedPath(RepositoryPath Path, TouchKind Kind, IReadOnlyList<string> Environments)
{
    /// <summary>Whether it is configuration, so that its folder is a module; it matters to that folder alone.</summary>
    public bool IsSource { get; init; }

    /// <summary>Whether Terraform reads it by itself, and only in the folder that is planned.</summary>
    public bool IsReadBesideThePlan { get; init; }

    /// <summary>Whether it means something to Terraform or to Terragrunt wherever it lies.</summary>
    public bool IsTerraform { get; init; }

    /// <summary>Whether it is still there after the change.</summary>
    public bool IsThere { get; init; }
}

/// <summary>What a change touches by its paths. When <paramref name="IsComplete"/> is false, there is more than these, so that anything may be.</summary>
public sealed record AffectedPaths(IReadOnlyList<AffectedPath> Paths, bool IsComplete)
{
    public static readonly AffectedPaths Nothing = new([], IsComplete: true);

    /// <summary>The changed paths that make the rules themselves.</summary>
    public IReadOnlyList<ProtectedPath> Protected { get; init; } = [];

    /// <summary>Whether settings are all that changed: no other file, also none that concerns nothing.</summary>
    public bool IsSettingsAlone { get; init; }

    public bool IsNothing => IsComplete && Paths.Count == 0;
}
