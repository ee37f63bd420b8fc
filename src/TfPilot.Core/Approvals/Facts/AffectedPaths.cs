using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>How a changed path requires plans.</summary>
public enum TouchKind
{
    /// <summary>Belongs to environments: each of them must be planned.</summary>
    Claimed,

    /// <summary>
    /// May affect any project that uses it, which the path does not show. At least one plan is required to tell.
    /// </summary>
    Shared,

    /// <summary>A settings file of tfpilot: evidence is required even when there is nothing to plan.</summary>
    Settings,

    /// <summary>A Terraform file outside all environments; a plan must still cover it.</summary>
    Unmapped,
}

/// <summary>A changed path relevant to Terraform, and the environments it belongs to.</summary>
public sealed record AffectedPath(RepositoryPath Path, TouchKind Kind, IReadOnlyList<string> Environments)
{
    /// <summary>Whether it is configuration, so that its folder is a module; it affects only that folder.</summary>
    public bool IsSource { get; init; }

    /// <summary>Whether Terraform reads it automatically, and only in the planned folder.</summary>
    public bool IsReadBesideThePlan { get; init; }

    /// <summary>Whether Terraform or Terragrunt reads it in any folder.</summary>
    public bool IsTerraform { get; init; }

    /// <summary>Whether the file exists after the change.</summary>
    public bool IsThere { get; init; }
}

/// <summary>
/// The changed paths. When <paramref name="IsComplete"/> is false, the list is incomplete and anything may have
/// changed.
/// </summary>
public sealed record AffectedPaths(IReadOnlyList<AffectedPath> Paths, bool IsComplete)
{
    public static readonly AffectedPaths Nothing = new([], IsComplete: true);

    /// <summary>The changed paths that affect how changes are judged.</summary>
    public IReadOnlyList<ProtectedPath> Protected { get; init; } = [];

    /// <summary>Whether only settings changed and no other file, relevant or not.</summary>
    public bool IsSettingsAlone { get; init; }

    public bool IsNothing => IsComplete && Paths.Count == 0;
}
