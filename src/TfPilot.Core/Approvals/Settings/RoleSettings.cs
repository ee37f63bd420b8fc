namespace TfPilot.Core.Approvals;

/// <summary>Repository permissions in GitHub's terms, lowest first.</summary>
public enum RepositoryAccess
{
    Read,
    Triage,
    Write,
    Maintain,
    Admin,
}

/// <summary>
/// The holders of a role: team members, and anyone with at least the permission. Each role includes the previous ones.
/// </summary>
public sealed record RoleHolders(RepositoryAccess? Permission, IReadOnlyList<TeamName> Teams);

/// <summary>The four roles, lowest first.</summary>
public sealed record RoleSettings
{
    public static readonly RoleSettings Default = new();

    public RoleHolders Viewer { get; init; } = new(RepositoryAccess.Read, []);

    public RoleHolders Developer { get; init; } = new(RepositoryAccess.Write, []);

    public RoleHolders Approver { get; init; } = new(RepositoryAccess.Write, []);

    public RoleHolders Admin { get; init; } = new(RepositoryAccess.Admin, []);
}
